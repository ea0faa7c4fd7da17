//! The metadata that travels in emitted code, in the encoding of `packages/runtime`
//! (`decodeMetadata` describes it).

/// Kinds by their number in encoded metadata.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FunctionKind {
    Module,
    Function,
    Async,
    Generator,
    AsyncGenerator,
}

/// As `FunctionKind`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SiteKind {
    Await,
    Yield,
    YieldStar,
    ForAwait,
    AwaitUsing,
    Return,
}

#[derive(Clone, Debug)]
pub struct FunctionMetadata {
    pub name: String,
    pub kind: FunctionKind,
    /// From 1.
    pub line: usize,
    /// From 1, in UTF-16 units.
    pub column: usize,
    pub counted: bool,
}

#[derive(Clone, Debug)]
pub struct SiteMetadata {
    /// Index of the function in the file.
    pub function: usize,
    pub kind: SiteKind,
    pub line: usize,
    pub column: usize,
    pub in_loop: bool,
    /// Indices, ascending, of the sites of the same function on which this one depends.
    pub depends_on: Vec<usize>,
}

/// In the place of a site's kind: there are no more sites, dependences follow.
const NO_MORE_SITES: usize = 7;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

pub fn encode_metadata(functions: &[FunctionMetadata], sites: &[SiteMetadata]) -> String {
    let mut text = String::new();
    number(&mut text, 2 * functions.len());
    let mut name_before = "";
    let mut line_before = 0;
    for function in functions {
        let flags = function.kind as usize + if function.counted { 8 } else { 0 };
        number(&mut text, flags);
        difference(&mut text, function.line, line_before);
        number(&mut text, function.column.saturating_sub(1));
        let (shared, rest) = without_shared(&function.name, name_before);
        number(&mut text, shared);
        number(&mut text, rest.encode_utf16().count());
        text.push_str(rest);
        name_before = &function.name;
        line_before = function.line;
    }
    let mut function_before = 0;
    line_before = 0;
    for site in sites {
        number(
            &mut text,
            site.kind as usize + if site.in_loop { 8 } else { 0 },
        );
        difference(&mut text, site.function, function_before);
        difference(&mut text, site.line, line_before);
        number(&mut text, site.column.saturating_sub(1));
        function_before = site.function;
        line_before = site.line;
    }
    dependences(&mut text, sites);
    text
}

fn dependences(text: &mut String, sites: &[SiteMetadata]) {
    let mut numbers = 0;
    let mut next = 0;
    for (index, site) in sites.iter().enumerate() {
        let Some(first) = site.depends_on.first() else {
            continue;
        };
        if numbers == 0 {
            number(text, NO_MORE_SITES);
            numbers += 1;
        }
        number(text, index + 1 - next);
        number(text, site.depends_on.len());
        difference(text, *first, index);
        let pairs = site.depends_on.iter().zip(site.depends_on.iter().skip(1));
        pairs.for_each(|(before, dependence)| number(text, dependence - before));
        numbers += 2 + site.depends_on.len();
        next = index + 1;
    }
    // A reader of version 0.1 takes them for sites beyond those that the file has registered.
    let padding = numbers.next_multiple_of(4) - numbers;
    (0..padding).for_each(|_| number(text, 0));
}

fn number(text: &mut String, mut value: usize) {
    while value > 31 {
        push_digit(text, 32 + value % 32);
        value /= 32;
    }
    push_digit(text, value);
}

fn push_digit(text: &mut String, digit: usize) {
    if let Some(&digit) = DIGITS.get(digit) {
        text.push(char::from(digit));
    }
}

fn difference(text: &mut String, value: usize, before: usize) {
    if value < before {
        number(text, 2 * (before - value) + 1);
    } else {
        number(text, 2 * (value - before));
    }
}

/// The length in UTF-16 units of what `name` shares with the name before, and the rest of it.
fn without_shared<'a>(name: &'a str, before: &str) -> (usize, &'a str) {
    let mut shared = 0;
    let mut rest = name.chars();
    for (a, b) in name.chars().zip(before.chars()) {
        if a != b {
            break;
        }
        shared += a.len_utf16();
        rest.next();
    }
    (shared, rest.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn function(name: &str, line: usize, column: usize) -> FunctionMetadata {
        FunctionMetadata {
            name: name.into(),
            kind: FunctionKind::Async,
            line,
            column,
            counted: false,
        }
    }

    #[test]
    fn numbers_are_written_as_in_source_maps() {
        let mut text = String::new();
        for value in [0, 31, 32, 1000] {
            number(&mut text, value);
            text.push(' ');
        }
        assert_eq!(text, "A f gB of ");
    }

    #[test]
    fn a_name_is_the_beginning_that_it_shares_and_the_rest() {
        let functions = [function("shop.pay", 3, 1), function("shop.pack", 2, 5)];
        // Two functions; async, three lines down, column 1, nothing shared, eight units …
        assert_eq!(encode_metadata(&functions, &[]), "ECGAAIshop.payCDEHCck");
    }

    #[test]
    fn lengths_count_utf_16_units() {
        assert_eq!(without_shared("😀ab", "😀ac"), (3, "b"));
    }

    #[test]
    fn a_site_says_whether_it_is_in_a_loop() {
        let site = SiteMetadata {
            function: 1,
            kind: SiteKind::Yield,
            line: 2,
            column: 3,
            in_loop: true,
            depends_on: Vec::new(),
        };
        assert_eq!(encode_metadata(&[], &[site]), "AJCEC");
    }

    #[test]
    fn dependences_follow_the_sites() {
        let site = |depends_on: &[usize]| SiteMetadata {
            function: 0,
            kind: SiteKind::Await,
            line: 1,
            column: 1,
            in_loop: false,
            depends_on: depends_on.into(),
        };
        let sites = [site(&[]), site(&[0]), site(&[0, 1, 2])];
        // Three sites, then: no more; one further, one, one back; one further, three, two back, and on.
        let text = encode_metadata(&[], &sites);
        assert_eq!(text, "AAACAAAAAAAAA".to_owned() + "HCBDBDFBBAAA");
    }
}
