# zhibiao - the whole build at a glance. `make help` lists what there is.
CC       ?= gcc
BUILD    ?= build
PREFIX   ?= /usr/local
WARN     := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wconversion -Wno-sign-conversion
CFLAGS   ?= -O2 -g
PKGS     := lua5.4 libpcre2-8
ZFLAGS   := -std=c11 -D_POSIX_C_SOURCE=200809L -fvisibility=hidden -Iengine -Iengine/include $(WARN) $(shell pkg-config --cflags $(PKGS))
LIBS     := $(shell pkg-config --libs $(PKGS)) -lm

LIB_SRC  := $(filter-out engine/cli/% %_main.c,$(wildcard engine/*/*.c))
CLI_SRC  := $(wildcard engine/cli/*.c)
LIB_OBJ  := $(LIB_SRC:engine/%.c=$(BUILD)/%.o)
CLI_OBJ  := $(CLI_SRC:engine/%.c=$(BUILD)/%.o)
RULES    := $(wildcard scripts/zb/*.lua rules/*.lua rules/*/*.lua)

all: $(BUILD)/zhibiao

$(BUILD)/zhibiao: $(CLI_OBJ) $(BUILD)/libzhibiao.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/libzhibiao.a: $(LIB_OBJ) $(BUILD)/rules/embed.o
	rm -f $@; ar rcs $@ $^

# The shipped rules, checked and compiled by a first program and built into the library as they are.
$(BUILD)/zbrules: $(BUILD)/rules/mkimage_main.o $(LIB_OBJ)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/rules.img: $(BUILD)/zbrules $(RULES)
	$(BUILD)/zbrules scripts/zb rules $@

$(BUILD)/rules/embed.o: engine/rules/embed.S $(BUILD)/rules.img
	$(CC) -DZB_IMAGE='"$(BUILD)/rules.img"' -c -o $@ $<

$(BUILD)/%.o: engine/%.c
	@mkdir -p $(@D)
	$(CC) $(ZFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

-include $(LIB_OBJ:.o=.d) $(CLI_OBJ:.o=.d)

# Speed as ratios against PCRE2, a Python script and lua5.4; DOCS="PATH..." measures on other documents.
bench: $(BUILD)/zhibiao $(BUILD)/bench/figures
	python3 tests/bench/bench.py --build $(BUILD) $(DOCS)

$(BUILD)/bench/figures: tests/bench/figures.c $(BUILD)/libzhibiao.a
	@mkdir -p $(@D)
	$(CC) $(ZFLAGS) $(CFLAGS) -o $@ $^ $(LIBS)

clean:
	rm -rf $(BUILD)

.PHONY: all bench clean
