/// FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/), 32 bits, over UTF-16 units, in base 36.
pub fn hash(texts: &[&str]) -> String {
    let units = texts.iter().flat_map(|text| text.encode_utf16());
    let value = units.fold(0x811c_9dc5_u32, |value, unit| {
        (value ^ u32::from(unit)).wrapping_mul(0x0100_0193)
    });
    base_36(value)
}

pub fn base_36(mut value: u32) -> String {
    let mut digits = Vec::new();
    loop {
        digits.extend(char::from_digit(value % 36, 36));
        value /= 36;
        if value == 0 {
            break;
        }
    }
    digits.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn has_the_test_vectors_of_fnv() {
        assert_eq!(hash(&[]), base_36(0x811c_9dc5));
        assert_eq!(hash(&["foo", "bar"]), base_36(0xbf9c_f968));
    }

    #[test]
    fn base_36_is_that_of_javascript() {
        assert_eq!(base_36(0), "0");
        assert_eq!(base_36(36 * 36 - 1), "zz");
    }
}
