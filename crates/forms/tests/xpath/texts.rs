//! Functions over texts.

use super::support::{hold, hold_over};

#[test]
fn string_and_length() {
    hold(&[
        ("of a number", "string(1.50)", "1.5"),
        ("of a truth", "string(true())", "true"),
        ("of the first node", "string(person/who)", "An"),
        ("of no node", "string(nothing)", ""),
        ("of an element, all texts in it", "string(person)", "An3"),
        ("of the context node", "string-length(string()) > 20", "true"),
        ("length in characters", "string-length('chào')", "4"),
        ("length of a letter beyond 16 bits", "string-length('😀')", "1"),
        ("length of nothing", "string-length('')", "0"),
        ("length of a number", "string-length(123)", "3"),
        ("length of the context", "string-length(age) = age[string-length() = 2] - 39", "true"),
    ]);
    hold_over(
        "<a>Lan</a>",
        &[0],
        &[
            ("length of the context node", "string-length()", "3"),
            ("string of the context node", "string()", "Lan"),
            ("normalized context node", "normalize-space()", "Lan"),
        ],
    );
}

#[test]
fn joining() {
    hold(&[
        ("concat", "concat('a', 1, true())", "a1true"),
        ("concat of one", "concat('a')", "a"),
        ("concat of none", "concat()", ""),
        ("concat of all nodes", "concat(person/who)", "AnBìnhChi"),
        ("concat of nodes and texts", "concat('<', person/who, '>')", "<AnBìnhChi>"),
        ("concat of a date", "concat(today(), '')", "2026-11-25"),
        ("join", "join(', ', 'a', 'b', 'c')", "a, b, c"),
        ("join of nodes", "join(' ', person/who)", "An Bình Chi"),
        ("join of nodes and texts", "join('-', 'x', person/years, 'y')", "x-3-40--y"),
        ("join of none", "join(',')", ""),
        ("join of no node", "join(',', nothing)", ""),
    ]);
}

#[test]
fn parts() {
    hold(&[
        ("before", "substring-before('a-b-c', '-')", "a"),
        ("after", "substring-after('a-b-c', '-')", "b-c"),
        ("before a longer one", "substring-before('1999/04/01', '/04')", "1999"),
        ("after a longer one", "substring-after('ab::cd', '::')", "cd"),
        ("before what is not there", "substring-before('abc', 'x')", ""),
        ("after what is not there", "substring-after('abc', 'x')", ""),
        ("before nothing", "substring-before('abc', '')", ""),
        ("after nothing", "substring-after('abc', '')", "abc"),
        ("substr to the end", "substr('chào bà', 1)", "hào bà"),
        ("substr with an end", "substr('chào bà', 0, 4)", "chào"),
        ("substr of one letter", "substr('chào', 2, 3)", "à"),
        ("substr with end before start", "substr('chào', 3, 2)", ""),
        ("substr beyond", "substr('chào', 9)", ""),
        ("substr from the end", "substr('chào', -2)", "ào"),
        ("substr to before the end", "substr('chào', 0, -1)", "chà"),
        ("substr far before the start", "substr('chào', -9, 2)", "ch"),
        ("substr from no number", "substr('chào', 'x')", "chào"),
        ("substr of a number", "substr(12345, 1, 3)", "23"),
        ("substr with decimals", "substr('hello', 1.9, 3.2)", "el"),
        ("substring from 1", "substring('12345', 2)", "2345"),
        ("substring with a length", "substring('12345', 2, 3)", "234"),
        ("substring rounds", "substring('12345', 1.5, 2.6)", "234"),
        ("substring from 0", "substring('12345', 0, 3)", "12"),
        ("substring of no length", "substring('12345', 0 div 0, 3)", ""),
        ("substring to no number", "substring('12345', 1, 0 div 0)", ""),
        ("substring to infinity", "substring('12345', -42, 1 div 0)", "12345"),
        ("substring from minus infinity", "substring('12345', -1 div 0, 1 div 0)", ""),
        ("substring from minus infinity without a length", "substring('12345', -1 div 0)", "12345"),
        ("substring of negative length", "substring('12345', 3, -1)", ""),
        ("substring of letters", "substring('chào bà', 3, 2)", "ào"),
    ]);
}

#[test]
fn tests_of_texts() {
    hold(&[
        ("contains", "contains(name, 'Thị')", "true"),
        ("accents count", "contains(name, 'Thi')", "false"),
        ("contains nothing", "contains('a', '')", "true"),
        ("nothing contains nothing", "contains('', '')", "true"),
        ("nothing contains no letter", "contains('', 'a')", "false"),
        ("starts", "starts-with(name, 'Nguyễn')", "true"),
        ("case counts", "starts-with(name, 'nguyễn')", "false"),
        ("starts with nothing", "starts-with('a', '')", "true"),
        ("ends", "ends-with(name, 'Lan')", "true"),
        ("does not end", "ends-with('', 'a')", "false"),
        ("ends with nothing", "ends-with('', '')", "true"),
        ("ends with itself", "ends-with('a', 'a')", "true"),
        ("ends with something longer", "ends-with('a', 'ba')", "false"),
    ]);
}

#[test]
fn changing() {
    hold(&[
        ("translate", "translate('bar', 'abc', 'ABC')", "BAr"),
        ("translate away", "translate('--aaa--', 'abc-', 'ABC')", "AAA"),
        ("translate with the first of two", "translate('aaa', 'aa', 'xy')", "xxx"),
        ("translate with too many", "translate('abc', 'a', 'xyz')", "xbc"),
        ("translate accents", "translate('bà', 'à', 'a')", "ba"),
        ("translate nothing", "translate('', 'a', 'b')", ""),
        ("normalize", "normalize-space('  a   b ')", "a b"),
        ("normalize lines and tabs", "normalize-space('\ta\n\r\n b')", "a b"),
        ("normalize leaves hard spaces", "normalize-space('a\u{a0}\u{a0}b')", "a\u{a0}\u{a0}b"),
        ("normalize nothing", "normalize-space('  ')", ""),
    ]);
}

#[test]
fn patterns() {
    hold(&[
        ("the whole text", "regex('012345678901', '[0-9]{12}')", "true"),
        ("not a part at the start", "regex('0123456789012', '[0-9]{12}')", "false"),
        ("not a part at the end", "regex('x012345678901', '[0-9]{12}')", "false"),
        ("anchors may stand there", "regex('012', '^[0-9]+$')", "true"),
        ("alternatives", "regex('a', 'a|b')", "true"),
        ("alternatives are whole too", "regex('ab', 'a|b')", "false"),
        ("nothing", "regex('', '')", "true"),
        ("letters with accents", "regex(name, '[^0-9]+')", "true"),
        ("a class", "regex('a1', '\\w\\d')", "true"),
        ("any letter", "regex('é', '.')", "true"),
        ("a pattern that is put together", "regex('aa', concat('a', '+'))", "true"),
        ("a pattern from a node", "regex('41', age)", "true"),
        ("a node", "regex(age, '[0-9]+')", "true"),
    ]);
}

#[test]
fn codes() {
    hold(&[
        ("MD5", "digest('some text', 'MD5', 'hex')", "552e21cd4cd9918678e3c1a0df491bc3"),
        ("SHA-1", "digest('some text', 'SHA-1', 'hex')", "37aa63c77398d954473262e1a0057c1e632eda77"),
        (
            "SHA-256",
            "digest('some text', 'SHA-256', 'hex')",
            "b94f6f125c79e3a5ffaa826f584c10d52ada669e6762051b826b55776d05aed2",
        ),
        ("base64 unless said", "digest('some text', 'MD5')", "VS4hzUzZkYZ448Gg30kbww=="),
        ("base64", "digest('', 'SHA-1', 'base64')", "2jmj7l5rSw0yVb/vlWAYkK/YBwk="),
        ("SHA-384 has 96 digits", "string-length(digest('a', 'SHA-384', 'hex'))", "96"),
        ("SHA-512 has 128 digits", "string-length(digest('a', 'SHA-512', 'hex'))", "128"),
        ("small letters are known", "digest('', 'md5', 'HEX')", "d41d8cd98f00b204e9800998ecf8427e"),
        (
            "an unknown digest",
            "digest('a', 'CRC')",
            "BadArgument { function: \"digest\", expected: \"MD5, SHA-1, SHA-256, SHA-384 or SHA-512\", found: \"CRC\" }",
        ),
        ("decode", "base64-decode('SGVsbG8=')", "Hello"),
        ("decode without padding", "base64-decode('SGVsbG8')", "Hello"),
        ("decode letters", "base64-decode('xJDhu5NuZyBIw6BuaA==')", "Đồng Hành"),
        ("decode over lines", "base64-decode('SGVs\nbG8=')", "Hello"),
        ("decode parts", "base64-decode('SGU=bGxv')", "Hello"),
        ("decode what is none", "base64-decode('***')", ""),
        ("encode", "base64-encode('Đồng Hành')", "xJDhu5NuZyBIw6BuaA=="),
    ]);
}
