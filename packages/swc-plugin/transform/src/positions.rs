use crate::swc_core::common::{BytePos, Span};

/// Lines and columns as Babel counts them: from 1, columns in UTF-16 units.
pub struct Positions<'a> {
    code: &'a str,
    /// The position of the first byte of the file.
    start: BytePos,
    /// The offsets at which lines begin.
    lines: Vec<usize>,
}

impl<'a> Positions<'a> {
    pub fn new(code: &'a str, start: BytePos) -> Self {
        let mut lines = vec![0];
        let mut chars = code.char_indices().peekable();
        while let Some((offset, char)) = chars.next() {
            let is_end = match char {
                '\r' => !matches!(chars.peek(), Some((_, '\n'))),
                '\n' | '\u{2028}' | '\u{2029}' => true,
                _ => false,
            };
            if is_end {
                lines.push(offset + char.len_utf8());
            }
        }
        Self { code, start, lines }
    }

    /// None for what has no place in the source: it was generated.
    pub fn of(&self, span: Span) -> Option<(usize, usize)> {
        let offset = self.offset(span.lo)?;
        let line = self.lines.partition_point(|&start| start <= offset);
        let start = *self.lines.get(line.checked_sub(1)?)?;
        let column = self.code.get(start..offset)?.encode_utf16().count();
        Some((line, column + 1))
    }

    /// Whether what begins at a position follows the comment that tells bundlers that it has no side effects.
    pub fn follows_annotation(&self, position: BytePos) -> bool {
        let comment = self
            .offset(position)
            .and_then(|offset| self.code.get(..offset))
            .and_then(|before| before.trim_end().strip_suffix("*/"))
            .and_then(|before| before.rsplit_once("/*"));
        comment.is_some_and(|(_, text)| matches!(text.trim(), "@__PURE__" | "#__PURE__"))
    }

    /// The offset of a position in the text of the file.
    pub fn offset(&self, position: BytePos) -> Option<usize> {
        if position.is_dummy() || position.is_reserved_for_comments() {
            return None;
        }
        let offset = position.0.checked_sub(self.start.0)? as usize;
        (offset <= self.code.len()).then_some(offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(code: &str, offset: u32) -> Option<(usize, usize)> {
        let position = BytePos(offset + 10);
        Positions::new(code, BytePos(10)).of(Span::new(position, position))
    }

    #[test]
    fn columns_count_utf_16_units() {
        assert_eq!(at("a😀é b", 8), Some((1, 6)));
    }

    #[test]
    fn an_annotation_stands_right_before_what_it_is_about() {
        let follows = |code: &str| {
            Positions::new(code, BytePos(1)).follows_annotation(BytePos(1 + code.len() as u32))
        };
        assert!(follows("() => /* @__PURE__ */ "));
        assert!(follows("() => /*#__PURE__*/"));
        assert!(!follows("/* @__PURE__ */ () => "));
        assert!(!follows("() => /* pure */ "));
    }

    #[test]
    fn every_line_terminator_of_the_language_ends_a_line() {
        assert_eq!(at("a\r\nb\rc\nd\u{2028}e", 11), Some((5, 1)));
    }

    #[test]
    fn what_was_generated_has_no_position() {
        assert_eq!(Positions::new("ab", BytePos(1)).of(Span::default()), None);
        assert_eq!(at("ab", 3), None);
    }
}
