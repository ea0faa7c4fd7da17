use crate::positions::Positions;
use crate::swc_core::common::{BytePos, Span};
use crate::swc_core::ecma::ast::{JSXText, Program, Regex, Str, TplElement};
use crate::swc_core::ecma::visit::{Visit, VisitWith};

/// What the comments of a file say about leaving functions alone.
pub struct Hints {
    /// `ignore file`
    pub ignores_file: bool,
    /// Where the nodes begin that `ignore next` stands right before.
    nexts: Vec<usize>,
    /// Between `ignore start` and `ignore stop`.
    ranges: Vec<(usize, usize)>,
}

impl Hints {
    /// None where there is no hint, which is nearly always. `warn` is called with one line for each
    /// hint that can't be understood.
    pub fn find(
        program: &Program,
        code: &str,
        filename: &str,
        positions: &Positions,
        start: BytePos,
        warn: &mut dyn FnMut(String),
    ) -> Option<Self> {
        if !code.contains("coroscope ignore") {
            return None;
        }
        let comments = Comments::new(code, literals(program, positions)).all();
        let mut hints = Self {
            ignores_file: false,
            nexts: Vec::new(),
            ranges: Vec::new(),
        };
        for comment in &comments {
            let Some(hint) = hint_in(comment.value) else {
                continue;
            };
            match hint {
                "ignore file" => hints.ignores_file = true,
                "ignore next" => hints.nexts.push(after_space(code, &comments, comment.end)),
                "ignore start" => hints.ranges.push((comment.start, usize::MAX)),
                "ignore stop"
                    if hints
                        .ranges
                        .last()
                        .is_some_and(|&(_, end)| end == usize::MAX) =>
                {
                    if let Some((_, end)) = hints.ranges.last_mut() {
                        *end = comment.start;
                    }
                }
                _ => {
                    let position = start + BytePos(comment.start as u32);
                    let (line, column) = positions
                        .of(Span::new(position, position))
                        .unwrap_or((0, 0));
                    warn(format!(
                        "{filename}:{line}:{column}: unknown hint 'coroscope {hint}'; known are \
                         'coroscope ignore next', 'ignore file', 'ignore start' and 'ignore stop'"
                    ));
                }
            }
        }
        let is_empty = !hints.ignores_file && hints.nexts.is_empty() && hints.ranges.is_empty();
        (!is_empty).then_some(hints)
    }

    /// Whether `ignore next` stands right before what begins there.
    pub fn precede(&self, offset: usize) -> bool {
        self.nexts.contains(&offset)
    }

    /// Whether what begins there lies between `ignore start` and `ignore stop`.
    pub fn cover(&self, offset: usize) -> bool {
        self.ranges
            .iter()
            .any(|&(start, end)| start < offset && offset < end)
    }
}

/// Legal comments (`/*!`), which minifiers keep, and documentation may hold hints as well.
fn hint_in(comment: &str) -> Option<&str> {
    let text = comment.trim_start_matches(|c: char| c.is_whitespace() || c == '!' || c == '*');
    let hint = text.strip_prefix("coroscope ")?.trim_end();
    let rest = hint.strip_prefix("ignore")?;
    if rest.starts_with(|c: char| c.is_alphanumeric() || c == '_') || hint.contains(['\n', '\r']) {
        return None;
    }
    Some(without_reason(hint))
}

/// A reason may follow, or the `-- @preserve` that keeps a comment through esbuild.
fn without_reason(hint: &str) -> &str {
    for (index, _) in hint.match_indices(['-', ':']) {
        let (before, after) = hint.split_at(index);
        let after = after
            .strip_prefix("--")
            .or(after.strip_prefix(['-', ':']))
            .unwrap_or(after);
        if after.starts_with(char::is_whitespace) {
            return before.trim_end();
        }
    }
    hint
}

struct Comment<'a> {
    start: usize,
    end: usize,
    value: &'a str,
}

/// The comments of a text, which SWC gives to plugins by the tokens that they stand at only.
struct Comments<'a> {
    code: &'a str,
    /// What looks like a comment in there is none. Sorted.
    literals: Vec<(usize, usize)>,
}

impl<'a> Comments<'a> {
    fn new(code: &'a str, literals: Vec<(usize, usize)>) -> Self {
        Self { code, literals }
    }

    fn all(&self) -> Vec<Comment<'a>> {
        let mut comments = Vec::new();
        let mut literals = self.literals.iter().peekable();
        let mut offset = 0;
        while let Some(found) = self.code.get(offset..).and_then(|rest| rest.find('/')) {
            let start = offset + found;
            while literals.next_if(|&&(_, end)| end <= start).is_some() {}
            if let Some(&&(_, end)) = literals.peek().filter(|&&&(begin, _)| begin <= start) {
                offset = end;
                continue;
            }
            let rest = self.code.get(start + 1..).unwrap_or_default();
            let (value, end) = if let Some(text) = rest.strip_prefix('*') {
                let length = text.find("*/").unwrap_or(text.len());
                (text.get(..length), start + 2 + length + 2)
            } else if let Some(text) = rest.strip_prefix('/') {
                let length = text
                    .find(['\n', '\r', '\u{2028}', '\u{2029}'])
                    .unwrap_or(text.len());
                (text.get(..length), start + 2 + length)
            } else {
                offset = start + 1;
                continue;
            };
            let value = value.unwrap_or_default();
            comments.push(Comment { start, end, value });
            offset = end;
        }
        comments
    }
}

/// The offset of the first thing after an offset that is neither space nor a comment.
fn after_space(code: &str, comments: &[Comment], mut offset: usize) -> usize {
    loop {
        let rest = code.get(offset..).unwrap_or_default();
        offset += rest.len() - rest.trim_start().len();
        match comments.iter().find(|comment| comment.start == offset) {
            Some(comment) => offset = comment.end,
            None => return offset,
        }
    }
}

fn literals(program: &Program, positions: &Positions) -> Vec<(usize, usize)> {
    let mut found = Literals {
        positions,
        spans: Vec::new(),
    };
    program.visit_with(&mut found);
    found.spans.sort_unstable();
    found.spans
}

struct Literals<'a, 'b> {
    positions: &'a Positions<'b>,
    spans: Vec<(usize, usize)>,
}

impl Literals<'_, '_> {
    fn add(&mut self, span: Span) {
        let ends = (
            self.positions.offset(span.lo),
            self.positions.offset(span.hi),
        );
        if let (Some(start), Some(end)) = ends {
            self.spans.push((start, end));
        }
    }
}

impl Visit for Literals<'_, '_> {
    fn visit_str(&mut self, node: &Str) {
        self.add(node.span);
    }

    fn visit_tpl_element(&mut self, node: &TplElement) {
        self.add(node.span);
    }

    fn visit_regex(&mut self, node: &Regex) {
        self.add(node.span);
    }

    fn visit_jsx_text(&mut self, node: &JSXText) {
        self.add(node.span);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hint_may_have_a_reason() {
        assert_eq!(
            hint_in(" coroscope ignore next -- @preserve "),
            Some("ignore next")
        );
        assert_eq!(
            hint_in("*\n * coroscope ignore file: generated\n "),
            Some("ignore file")
        );
        assert_eq!(
            hint_in("! coroscope ignore nxt-one"),
            Some("ignore nxt-one")
        );
        assert_eq!(hint_in(" see coroscope ignore next"), None);
        assert_eq!(hint_in(" coroscope ignored"), None);
    }

    #[test]
    fn comments_are_found_outside_of_literals() {
        let code = "a('/* 1 */') /* 2 */ // 3\n/ 4";
        let comments = Comments::new(code, vec![(2, 11)]).all();
        let values: Vec<_> = comments.iter().map(|comment| comment.value).collect();
        assert_eq!(values, [" 2 ", " 3"]);
        assert_eq!(after_space(code, &comments, 12), 26);
    }
}
