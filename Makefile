# zhibiao: the whole build at a glance. `make help` lists what there is.
BUILD    ?= build
PREFIX   ?= /usr/local
CFLAGS   ?= -O2 -g
WARN     := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wconversion -Wno-sign-conversion
VERSION  := $(shell sed -n 's/^.define ZB_VERSION "\(.*\)"/\1/p' engine/include/zhibiao.h)
LUA      := $(firstword $(foreach p,lua5.4 lua-5.4 lua54 lua,$(shell pkg-config --exists '$p >= 5.4' 2>/dev/null && echo $p)))
ZFLAGS   := -std=c11 -D_POSIX_C_SOURCE=200809L -fvisibility=hidden -Iengine -Iengine/include $(WARN) \
            $(if $(LUA),$(shell pkg-config --cflags $(LUA))) $(shell pkg-config --cflags libxml-2.0 2>/dev/null)
NEEDS    := -lxml2 -larchive -lxlsxwriter -lsqlite3 -lm $(if $(filter Darwin,$(shell uname)),-liconv)
LIBS     := $(if $(LUA),$(shell pkg-config --libs $(LUA))) $(NEEDS)
SANITIZE := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer

LIB_OBJ  := $(patsubst engine/%.c,$(BUILD)/%.o,$(filter-out engine/cli/% %_main.c,$(wildcard engine/*/*.c)))
CLI_OBJ  := $(patsubst engine/%.c,$(BUILD)/%.o,$(wildcard engine/cli/*.c))
UNITS    := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/*.c))
RULES    := $(wildcard scripts/*/*.lua rules/*.lua rules/*/*.lua)
SAMPLES  := examples/samples
HEADLINE := gdp,general_budget_revenue,fixed_asset_investment,retail_sales,disposable_income,urban_new_jobs
MAKE     += --no-print-directory

## all       build build/zhibiao and build/libzhibiao.a
all: $(BUILD)/zhibiao

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

## lint      set the linters up and run them; a warning is an error
lint: setup
	@scripts/tools/setup.sh lint
	@scripts/tools/lint.sh $(ZFLAGS)

## fuzz      any bytes as documents, pages, Word files and corrections, by clang's libFuzzer, for SECONDS (60) each, in build/fuzz
FUZZ := -max_total_time=$(or $(SECONDS),60) -timeout=10 -max_len=4096 -detect_leaks=0 -artifact_prefix=build/fuzz/
fuzz: setup
	@$(MAKE) build/fuzz/fuzz/extract build/fuzz/fuzz/formats build/fuzz/fuzz/corrections BUILD=build/fuzz CC=clang \
	  CFLAGS="$(SANITIZE) -fsanitize=fuzzer-no-link"
	@mkdir -p build/fuzz/found/extract build/fuzz/found/formats build/fuzz/found/corrections
	@build/fuzz/fuzz/extract $(FUZZ) build/fuzz/found/extract examples/samples tests/hostile
	@build/fuzz/fuzz/formats $(FUZZ) build/fuzz/found/formats tests/fuzz/seeds/formats
	@build/fuzz/fuzz/corrections $(FUZZ) build/fuzz/found/corrections tests/fuzz/seeds/corrections

## bench     speed as ratios against PCRE2, a Python script and lua; DOCS="PATH..." measures on other documents
bench: setup
	@scripts/tools/setup.sh bench
	@$(MAKE) $(BUILD)/zhibiao $(BUILD)/bench/figures
	@python3 tests/bench/bench.py --build $(BUILD) $(DOCS)

## install   to PREFIX (/usr/local), below DESTDIR: command, library, header, zhibiao.pc, documents
install: all
	install -d $(addprefix $(DESTDIR)$(PREFIX)/,bin lib/pkgconfig include share/doc/zhibiao)
	install -m 755 $(BUILD)/zhibiao $(DESTDIR)$(PREFIX)/bin
	install -m 644 $(BUILD)/libzhibiao.a $(DESTDIR)$(PREFIX)/lib
	install -m 644 engine/include/zhibiao.h $(DESTDIR)$(PREFIX)/include
	printf '%s\n' 'prefix=$(PREFIX)' 'Name: zhibiao' 'Description: the figures of Chinese government reports' \
	  'Version: $(VERSION)' 'Requires: $(LUA)' 'Cflags: -I$${prefix}/include' \
	  'Libs: -L$${prefix}/lib -lzhibiao $(NEEDS)' \
	  >$(DESTDIR)$(PREFIX)/lib/pkgconfig/zhibiao.pc
	chmod 644 $(DESTDIR)$(PREFIX)/lib/pkgconfig/zhibiao.pc
	install -m 644 README.md README.zh-CN.md LICENSE docs/*.md $(DESTDIR)$(PREFIX)/share/doc/zhibiao

## setup     install what is missing on Debian and Ubuntu; elsewhere say what to install
setup:
	@scripts/tools/setup.sh build

## clean     remove build/
clean:
	rm -rf $(BUILD)

## help      this list
help:
	@sed -n 's/^## /  make /p' Makefile

# What a program links with libzhibiao.a.
needs:
	@echo $(LIBS)

check: $(BUILD)/zhibiao $(UNITS)
	@tests/run.sh $(BUILD)

$(BUILD)/zhibiao: $(CLI_OBJ) $(BUILD)/libzhibiao.a
	@echo "  link $@"
	@$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS) -ljansson

$(BUILD)/libzhibiao.a: $(LIB_OBJ) $(BUILD)/rules/embed.o $(BUILD)/store/schema.o
	@rm -f $@; ar rcs $@ $^

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

$(BUILD)/%.o: engine/%.c
	$(if $(LUA),,$(error Lua 5.4 and pkg-config are needed: make setup))
	@mkdir -p $(@D)
	@echo "  cc $<"
	@$(CC) $(ZFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/unit/%: tests/unit/%.c $(BUILD)/libzhibiao.a
	@mkdir -p $(@D)
	@echo "  cc $<"
	@$(CC) $(ZFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS) $$(pkg-config --cflags --libs cmocka)

$(BUILD)/fuzz/%: tests/fuzz/%.c $(BUILD)/libzhibiao.a
	@mkdir -p $(@D)
	@$(CC) $(ZFLAGS) $(CFLAGS) -fsanitize=fuzzer -o $@ $^ $(LIBS)

# The only program that uses PCRE2.
$(BUILD)/bench/figures: tests/bench/figures.c $(BUILD)/libzhibiao.a
	@mkdir -p $(@D)
	@$(CC) $(ZFLAGS) $(CFLAGS) -o $@ $^ $(LIBS) $$(pkg-config --cflags --libs libpcre2-8)

-include $(LIB_OBJ:.o=.d) $(CLI_OBJ:.o=.d)

.PHONY: all demo test asan lint browser fuzz bench install setup clean help check needs
