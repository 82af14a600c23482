"""Rule files mangled at random, by a seed: zhibiao check must tell what is wrong with them, and never break."""
import random
import re

TOKEN = re.compile(r'"[^"\n]*"|\'[^\'\n]*\'|\b\d+\b|\b(?:true|false|nil)\b|\b[a-z_]+(?= =)|[{}]')
VALUES = ['5', '-1', '1.5', '"x"', '""', '"gdp"', '"增长"', '"\\255"', '{}', '{ 1 }', '{ "a", "a" }', '{ name = 1 }', 'nil', 'true',
          'function() end', '"{figure}"', '"{rise}* {rise}* {figure}"', '("x"):rep(9)', '1e300', 'math.huge', '{ { {} } }', '0/0']
KEYS = ['name', 'match', 'code', 'nmae', 'sign', 'examples', 'defaults', '[1]', '[2]', '["a b"]']


def values(text, rng, n):
    """The text with n of its words or tables replaced by others that Lua reads."""
    for _ in range(n):
        places = list(TOKEN.finditer(text))
        if not places:
            return text
        place = rng.choice(places)
        old = place.group(0)
        if old == "{":
            new = rng.choice(['{ ' + rng.choice(VALUES) + ', ', '{ ' + rng.choice(KEYS) + ' = ' + rng.choice(VALUES) + ', '])
        elif old == "}":
            new = rng.choice([', ' + rng.choice(VALUES) + ' }', '}'])
        elif re.match("[a-z]", old) and old not in ("true", "false", "nil"):
            new = rng.choice(KEYS)
        else:
            new = rng.choice(VALUES)
        text = text[:place.start()] + new + text[place.end():]
    return text


def match_signs(text, rng, n):
    """Signs of patterns put in, taken out or exchanged."""
    places = list(re.finditer(r'match = "([^"\n]*)"', text))
    for place in rng.sample(places, min(n, len(places))):
        chars = list(place.group(1))
        for _ in range(3):
            at = rng.randrange(len(chars) + 1)
            signs = ["*", "+", "?", "{", "}", "|", "'", "^", "$", " ", "{text}*", "{figure}", "增"]
            chars[at:at + rng.choice([0, 0, 1, 2])] = rng.choice(signs)
        text = text.replace(place.group(0), 'match = "' + "".join(chars).replace("\\", "") + '"', 1)
    return text


def bytes_of(text, rng, n):
    raw = bytearray(text.encode())
    for _ in range(n):
        at = rng.randrange(len(raw))
        raw[at:at + rng.choice([0, 1, 1, 5])] = rng.choice([b"", b"\xff", b"{", b"}", b'"', b"=", b",", b"\0", b"--[["])
    return bytes(raw)


def mangled(text, rng):
    how = rng.choice(["values", "values", "values", "match", "bytes"])
    if how == "values":
        return values(text, rng, rng.choice([1, 3, 10, 40])).encode()
    if how == "match":
        return match_signs(text, rng, 8).encode()
    return bytes_of(text, rng, rng.choice([1, 3]))


def examples(text, seed):
    """The text of a rule file with words and numbers of its examples exchanged: most of it still loads."""
    rng = random.Random(seed)
    words = ['"gdp"', '"增长"', '"a\\"b"', "'q'", '("a").."b"', '"甲事项"', '"级别5个。"', '"2024"']
    keys = ["value", "text", "figures", "unit", "subject", "lower", "upper", "period"]
    for _ in range(rng.choice([1, 2, 4])):
        places = [m for m in re.finditer(r'"[^"\n]*"|\b-?\d+(?:\.\d+)?\b|\b[a-z_]+(?= = )', text)
                  if text.rfind("examples", 0, m.start()) > text.rfind("name =", 0, m.start())]
        place = rng.choice(places)
        old = place.group(0)
        new = rng.choice(words if old[0] == '"' else keys if old[0].isalpha() else ["5", "-1.5", "1+1", "0.1", "100", '"7"'])
        text = text[:place.start()] + new + text[place.end():]
    return text


def replay(seed, sources):
    """Some of the files (name to text), mangled. Returns: name to bytes."""
    rng = random.Random(seed)
    names = sorted(sources)
    return {name: mangled(sources[name], rng) for name in rng.sample(names, rng.choice([1, 2, 4]))}
