# zhibiao: the whole build at a glance. `make help` lists what there is.
BUILD    ?= build
PREFIX   ?= /usr/local
CFLAGS   ?= -O2 -g
WARN     := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wconversion -Wno-sign-conversion
VERSION  := $(shell sed -n 's/^.define ZB_VERSION "\(.*\)"/\1/p' engine/include/zhibiao.h)
LUA      := $(firstword $(foreach p,lua5.4 lua-5.4 lua54 lua,$(shell pkg-config --exists '$p >= 5.4' 2>/dev/null && echo $p)))
# The number in the soname: raised when a program built against the library before would break (tests/embed/abi.txt tells).
ABI      := 0
ZFLAGS   := -std=c11 -fPIC -D_POSIX_C_SOURCE=200809L -fvisibility=hidden -I$(BUILD) -Iengine -Iengine/include $(WARN) \
            $(if $(LUA),$(shell pkg-config --cflags $(LUA))) $(shell pkg-config --cflags libxml-2.0 2>/dev/null)
# LINKED=1 links what only some documents need; else, but on macOS, the first document that needs it loads it (base/library.h).
LINKED   ?= $(filter Darwin,$(shell uname))
SELDOM   := -lxml2 -larchive -lxlsxwriter
NEEDS    := $(if $(LINKED),$(SELDOM)) -lsqlite3 -lm $(if $(filter Darwin,$(shell uname)),-liconv,-ldl -lpthread)
LIBS     := $(if $(LUA),$(shell pkg-config --libs $(LUA))) $(NEEDS)
SANITIZE := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer

# macOS names and links shared libraries in another way; there the static one is what is made.
SHARED   := $(if $(filter Darwin,$(shell uname)),,$(BUILD)/libzhibiao.so.$(ABI))
MODULES  := $(if $(SHARED),$(BUILD)/bind/zhibiao_sqlite.so $(BUILD)/bind/zhibiao.so)
LIB_OBJ  := $(patsubst engine/%.c,$(BUILD)/%.o,$(filter-out engine/cli/% %_main.c,$(wildcard engine/*/*.c)))
CLI_OBJ  := $(patsubst engine/%.c,$(BUILD)/%.o,$(wildcard engine/cli/*.c) engine/bind/lua/zhibiao_lua.c)
FUZZED   := extract feed formats archive pipe rules formulas corrections
UNITS    := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/*.c))
RULES    := $(wildcard scripts/*/*.lua rules/*.lua rules/*/*.lua)
SAMPLES  := examples/samples
HEADLINE := gdp,general_budget_revenue,fixed_asset_investment,retail_sales,disposable_income,urban_new_jobs
comma    := ,
MAKE     += --no-print-directory

## all       build build/zhibiao, build/libzhibiao.a, build/libzhibiao.so and the modules for SQLite and Lua
all: $(BUILD)/zhibiao $(SHARED) $(MODULES)

## demo      set up, build, and show the headline figures of the sample documents
demo: setup
	@$(MAKE) all
	@$(BUILD)/zhibiao extract --only $(HEADLINE) $(SAMPLES)/anlan-gwr-2025.txt $(SAMPLES)/lanxi-communique-2024.txt
	@echo; $(BUILD)/zhibiao extract --only $(HEADLINE) --year 2023 $(SAMPLES)/beiling-half-year.txt

## test      set up, build, and run every test
test: setup
	@$(MAKE) check

## asan      the same tests under the address and undefined-behaviour sanitizers, in build/asan
asan: setup
	@$(MAKE) check BUILD=build/asan CFLAGS="$(SANITIZE)"

## browser   the HTML of reports in a headless Chromium; screenshots and prints in build/browser
browser: setup
	@scripts/tools/setup.sh browser
	@$(MAKE) all
	@python3 tests/browser/run.py $(BUILD)/zhibiao

## tsan      one rule set and eight threads, one engine and two, under the thread sanitizer, in build/tsan
tsan: setup
	@$(MAKE) build/tsan/libzhibiao.a BUILD=build/tsan CFLAGS="-O1 -g -fsanitize=thread"
	@for program in examples/embed/threads tests/embed/helper; do \
	  $(CC) -std=c11 -O1 -g -fsanitize=thread -D_POSIX_C_SOURCE=200809L -Iengine/include $$program.c \
	    build/tsan/libzhibiao.a $(LIBS) -pthread -o build/tsan/$${program##*/} || exit 1; done
	@build/tsan/threads 8 $(SAMPLES)/*.txt $(SAMPLES)/*.txt
	@build/tsan/helper $(SAMPLES)/anlan-gwr-2025.txt

## valgrind  memory refused at each request of extraction, at some of all else, under valgrind, in build/valgrind
valgrind: setup all
	@scripts/tools/setup.sh valgrind
	@mkdir -p build/valgrind
	@$(CC) -std=c11 -O1 -g -D_POSIX_C_SOURCE=200809L -Iengine/include tests/embed/memory.c $(BUILD)/libzhibiao.a $(LIBS) \
	  -pthread -o build/valgrind/memory
	@valgrind -q --leak-check=full --error-exitcode=9 build/valgrind/memory 2000 $(SAMPLES)/*.txt

## lint      set the linters up and run them; a warning is an error
lint: setup $(BUILD)/libraries.h
	@scripts/tools/setup.sh lint
	@scripts/tools/lint.sh $(ZFLAGS)

## fuzz      any bytes as what each of tests/fuzz reads (TARGETS="rules pipe", say), by libFuzzer, for SECONDS (60) each
FUZZ := -max_total_time=$(or $(SECONDS),60) -timeout=20 -max_len=4096 -rss_limit_mb=4096 -detect_leaks=0
TARGETS ?= $(FUZZED)
fuzz: setup
	@$(MAKE) $(TARGETS:%=build/fuzz/fuzz/%) BUILD=build/fuzz CC=clang CFLAGS="$(SANITIZE) -fsanitize=fuzzer-no-link"
	@mkdir -p $(TARGETS:%=build/fuzz/found/%)
	@for t in $(TARGETS); do \
	  build/fuzz/fuzz/$$t $(FUZZ) $$(test -f tests/fuzz/$$t.dict && echo -dict=tests/fuzz/$$t.dict) \
	    -artifact_prefix=build/fuzz/$$t- build/fuzz/found/$$t tests/fuzz/seeds/$$t \
	    $$(test $$t = extract && echo $(SAMPLES)) || exit 1; done

## bench     speed as ratios against PCRE2, a Python script and lua; DOCS="PATH..." measures on other documents
bench: setup
	@scripts/tools/setup.sh bench
	@$(MAKE) all $(BUILD)/bench/figures $(BUILD)/bench/api
	@python3 tests/bench/bench.py --build $(BUILD) $(DOCS)

## install   to PREFIX (/usr/local), below DESTDIR: command, libraries, header, zhibiao.pc, manual, completion, documents
TO := $(DESTDIR)$(PREFIX)
SHARE := doc/zhibiao/examples doc/zhibiao/zh zhibiao/lua man/man1 man/man3 man/man5 bash-completion/completions zsh/site-functions fish/vendor_completions.d
install: all
	install -d $(addprefix $(TO)/,bin lib/pkgconfig include $(addprefix share/,$(SHARE)))
	install -m 755 $(BUILD)/zhibiao $(TO)/bin
	install -m 644 $(BUILD)/libzhibiao.a $(TO)/lib
	$(if $(SHARED),install -m 644 $(SHARED) $(TO)/lib/libzhibiao.so.$(VERSION))
	$(if $(SHARED),ln -sf libzhibiao.so.$(VERSION) $(TO)/lib/libzhibiao.so.$(ABI))
	$(if $(SHARED),ln -sf libzhibiao.so.$(ABI) $(TO)/lib/libzhibiao.so)
	$(if $(SHARED),install -d $(TO)/lib/zhibiao $(TO)/lib/lua/5.4)
	$(if $(SHARED),install -m 644 $(BUILD)/bind/zhibiao_sqlite.so $(TO)/lib/zhibiao)
	$(if $(SHARED),install -m 644 $(BUILD)/bind/zhibiao.so $(TO)/lib/lua/5.4)
	install -m 644 engine/include/zhibiao.h $(TO)/include
	printf '%s\n' 'prefix=$(PREFIX)' 'Name: zhibiao' 'Description: the figures of Chinese government reports' \
	  'Version: $(VERSION)' '$(if $(SHARED),Requires.private,Requires): $(LUA)' 'Cflags: -I$${prefix}/include' \
	  'Libs: -L$${prefix}/lib -lzhibiao $(if $(SHARED),,$(NEEDS))' 'Libs.private: $(NEEDS)' >$(TO)/lib/pkgconfig/zhibiao.pc
	chmod 644 $(TO)/lib/pkgconfig/zhibiao.pc
	install -m 644 README.md README.zh-CN.md LICENSE docs/*.md $(TO)/share/doc/zhibiao
	$(if $(wildcard docs/zh/*.md),install -m 644 docs/zh/*.md $(TO)/share/doc/zhibiao/zh)
	install -m 644 scripts/zb/*.d.lua $(TO)/share/zhibiao/lua
	install -m 644 examples/embed/* $(TO)/share/doc/zhibiao/examples
	for s in 1 3 5; do install -m 644 docs/man/*.$$s $(TO)/share/man/man$$s || exit 1; done
	install -m 644 scripts/completion/zhibiao.bash $(TO)/share/bash-completion/completions/zhibiao
	install -m 644 scripts/completion/_zhibiao $(TO)/share/zsh/site-functions
	install -m 644 scripts/completion/zhibiao.fish $(TO)/share/fish/vendor_completions.d

## setup     install what is missing on Debian and Ubuntu; elsewhere say what to install
setup:
	@scripts/tools/setup.sh build

## clean     remove build/
clean:
	rm -rf $(BUILD)

## help      this list
help:
	@sed -n 's/^## /  make /p' Makefile

check: $(BUILD)/zhibiao $(UNITS) $(BUILD)/sandbox/doors $(FUZZED:%=$(BUILD)/replay/%)
	@tests/run.sh $(BUILD)

$(BUILD)/zhibiao: $(CLI_OBJ) $(BUILD)/libzhibiao.a
	@echo "  link $@"
	@$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS) -ljansson

$(BUILD)/libzhibiao.a: $(LIB_OBJ) $(BUILD)/rules/embed.o $(BUILD)/store/schema.o
	@rm -f $@; ar rcs $@ $^

# Only what zhibiao.h declares is seen from outside.
$(BUILD)/libzhibiao.so.$(ABI): $(BUILD)/libzhibiao.a engine/api/zhibiao.map
	@echo "  link $@"
	@$(CC) $(CFLAGS) $(LDFLAGS) -shared -Wl,-soname,libzhibiao.so.$(ABI) -Wl,--version-script=engine/api/zhibiao.map \
	  $(if $(findstring -fsanitize,$(CFLAGS)),,-Wl$(comma)-z$(comma)defs) -o $@ \
	  -Wl,--whole-archive $< -Wl,--no-whole-archive $(LIBS)
	@ln -sf $(@F) $(BUILD)/libzhibiao.so

# Modules that other programs load. They find the library in the directory above their own, or two above, as it is installed.
MODULE = $(CC) $(ZFLAGS) $(CFLAGS) $(LDFLAGS) -shared '-Wl,-rpath,$$ORIGIN/..:$$ORIGIN/../..' -o $@ $< -L$(BUILD) -lzhibiao
$(BUILD)/bind/zhibiao_sqlite.so: engine/bind/sqlite/zhibiao_sqlite.c engine/include/zhibiao.h $(SHARED)
	@mkdir -p $(@D)
	@echo "  cc $<"
	@$(MODULE)

$(BUILD)/bind/zhibiao.so: engine/bind/lua/zhibiao_lua.c engine/include/zhibiao.h $(SHARED)
	@mkdir -p $(@D)
	@echo "  cc $<"
	@$(MODULE)

# The shipped rules, checked and compiled by a first program and built into the library as they are.
$(BUILD)/zbrules: $(BUILD)/rules/mkimage_main.o $(LIB_OBJ) $(BUILD)/store/schema.o
	@$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/rules.img: $(BUILD)/zbrules $(RULES)
	@echo "  rules"
	@$(BUILD)/zbrules scripts rules $@

$(BUILD)/rules/embed.o: engine/rules/embed.S $(BUILD)/rules.img
	@$(CC) -DZB_IMAGE='"$(BUILD)/rules.img"' -c -o $@ $<

$(BUILD)/store/schema.o: engine/store/schema.S engine/store/schema.sql
	@mkdir -p $(@D)
	@$(CC) -DZB_SCHEMA='"engine/store/schema.sql"' -c -o $@ $<

# The names by which the loader knows the libraries that are loaded when they are needed: those that a linked program asks for.
$(BUILD)/libraries.h: Makefile
	@mkdir -p $(@D)
	@rm -f $@
ifneq ($(LINKED),)
	@echo '#define ZB_LINKED 1' >$@
else
	@echo 'int main(void) { return 0; }' | $(CC) -x c - -Wl,--no-as-needed $(SELDOM) -o $(BUILD)/seldom
	@readelf -d $(BUILD)/seldom | sed -n 's/.*NEEDED.*\[lib\(xml2\|archive\|xlsxwriter\)\(\..*\)\]/\1 lib\1\2/p' | \
	  while read -r name file; do echo "#define ZB_LIB$$(echo $$name | tr a-z A-Z) \"$$file\""; done >$@.new
	@rm $(BUILD)/seldom
	@[ "$$(wc -l <$@.new)" -eq 3 ] || { echo "$(SELDOM): no shared libraries that could be loaded; make LINKED=1"; exit 1; }
	@mv $@.new $@
endif

$(BUILD)/%.o: engine/%.c Makefile $(BUILD)/libraries.h
	$(if $(LUA),,$(error Lua 5.4 and pkg-config are needed: make setup))
	@mkdir -p $(@D)
	@echo "  cc $<"
	@$(CC) $(ZFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/unit/%: tests/unit/%.c $(BUILD)/libzhibiao.a
	@mkdir -p $(@D)
	@echo "  cc $<"
	@$(CC) $(ZFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS) $$(pkg-config --cflags --libs cmocka)

# A target of libFuzzer, and the same run on the files that are kept in tests/fuzz/seeds.
FUZZ_CC = $(CC) $(ZFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.c %.o,$^) $(filter %.a,$^) $(LIBS) -ljansson
$(BUILD)/fuzz/%: tests/fuzz/%.c $(BUILD)/libzhibiao.a
	@mkdir -p $(@D)
	@$(FUZZ_CC) -fsanitize=fuzzer

$(BUILD)/replay/%: tests/fuzz/%.c tests/fuzz/replay.c $(BUILD)/libzhibiao.a
	@mkdir -p $(@D)
	@$(FUZZ_CC)

$(BUILD)/sandbox/%: tests/sandbox/%.c $(BUILD)/libzhibiao.a
	@mkdir -p $(@D)
	@$(CC) $(ZFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/fuzz/pipe $(BUILD)/replay/pipe: $(filter-out %/main.o,$(CLI_OBJ))

$(BUILD)/bench/api: tests/bench/api.c $(SHARED)
	@mkdir -p $(@D)
	@$(CC) $(ZFLAGS) $(CFLAGS) -o $@ $< -L$(BUILD) -lzhibiao '-Wl,-rpath,$$ORIGIN/..'

# The only program that uses PCRE2.
$(BUILD)/bench/figures: tests/bench/figures.c $(BUILD)/libzhibiao.a
	@mkdir -p $(@D)
	@$(CC) $(ZFLAGS) $(CFLAGS) -o $@ $^ $(LIBS) $$(pkg-config --cflags --libs libpcre2-8)

-include $(LIB_OBJ:.o=.d) $(CLI_OBJ:.o=.d)

.PHONY: all demo test asan tsan valgrind lint browser fuzz bench install setup clean help check
