// index.cc - which documents state which indicator, in C++. usage: index FILE…
#include <cstdio>
#include <map>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>

#include <zhibiao.h>

namespace {

struct Free {
  void operator()(zb_rules *p) const { zb_rules_free(p); }
  void operator()(zb_engine *p) const { zb_engine_free(p); }
  void operator()(zb_result *p) const { zb_result_free(p); }
};
using Rules = std::unique_ptr<zb_rules, Free>;
using Engine = std::unique_ptr<zb_engine, Free>;
using Result = std::unique_ptr<zb_result, Free>;

void check(int code, const zb_error &err) {
  if (code) throw std::runtime_error(std::string(zb_error_name(code)) + ": " + err.message);
}

Rules load() {
  zb_error err = {};
  zb_rules *p = nullptr;
  check(zb_rules_load(nullptr, &p, &err), err);
  return Rules(p);
}

Engine make(const Rules &rules) {
  zb_error err = {};
  zb_engine *p = nullptr;
  check(zb_engine_new(rules.get(), nullptr, &p, &err), err);
  return Engine(p);
}

Result read(const Engine &engine, const char *path) {
  zb_error err = {};
  zb_result *p = nullptr;
  check(zb_extract_file(engine.get(), path, nullptr, &p, &err), err);
  return Result(p);
}

}  // namespace

int main(int argc, char **argv) try {
  const Rules rules = load();
  const Engine engine = make(rules);
  std::map<std::string, std::set<std::string>> index;
  for (int i = 1; i < argc; i++) {
    const Result result = read(engine, argv[i]);
    for (size_t k = 0; k < zb_result_count(result.get()); k++) {
      const zb_observation *o = zb_result_at(result.get(), k);
      if (o->indicator.p) index[std::string(o->indicator.p, o->indicator.n)].insert(argv[i]);
    }
  }
  for (const auto &entry : index) {
    std::printf("%s", entry.first.c_str());
    for (const std::string &path : entry.second) std::printf(" %s", path.c_str());
    std::printf("\n");
  }
  return 0;
} catch (const std::exception &e) {
  std::fprintf(stderr, "%s\n", e.what());
  return 1;
}
