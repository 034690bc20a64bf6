//! How many rows a column unrolls to, without unrolling it: a run of a billion rows is six bytes.

use super::envelope::Input;

/// What a column holds, by the lowest three bits of its specification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ColumnKind {
    /// Counts of rows in the columns that belong to it.
    Group,
    Unsigned,
    Signed,
    Boolean,
    Text,
    /// Type and length of each value.
    ValueMeta,
    /// The bytes of the values.
    Value,
}

const fn kind(spec: u32) -> ColumnKind {
    match spec & 0x07 {
        0 => ColumnKind::Group,
        1 | 2 => ColumnKind::Unsigned,
        3 => ColumnKind::Signed,
        4 => ColumnKind::Boolean,
        5 => ColumnKind::Text,
        6 => ColumnKind::ValueMeta,
        _ => ColumnKind::Value,
    }
}

/// The larger of the rows that the column has and those that it promises others to have. `None`: not a column.
pub(super) fn rows(spec: u32, column: &[u8]) -> Option<u64> {
    let kind = kind(spec);
    match kind {
        ColumnKind::Value => Some(0),
        ColumnKind::Boolean => {
            let mut input = Input(column);
            let mut rows = 0u64;
            while !input.0.is_empty() {
                rows = rows.saturating_add(input.number()?);
            }
            Some(rows)
        }
        ColumnKind::Group
        | ColumnKind::Unsigned
        | ColumnKind::Signed
        | ColumnKind::Text
        | ColumnKind::ValueMeta => runs(kind, column),
    }
}

/// A count above 0 is so many times one value, below 0 so many values, and 0 so many empty rows.
fn runs(kind: ColumnKind, column: &[u8]) -> Option<u64> {
    let mut input = Input(column);
    let (mut rows, mut promised) = (0u64, 0u64);
    while !input.0.is_empty() {
        let count = input.signed()?;
        let length = count.unsigned_abs();
        if count == 0 {
            rows = rows.saturating_add(input.number()?);
            continue;
        }
        rows = rows.saturating_add(length);
        let (values, times) = if count > 0 { (1, length) } else { (length, 1) };
        // Each value takes a byte at least, so this ends with the column.
        for _ in 0..values {
            let value = value(kind, &mut input)?;
            promised = promised.saturating_add(value.saturating_mul(times));
        }
    }
    Some(rows.max(promised))
}

/// How many rows of other columns one value stands for; for the length of a value, how many bytes.
fn value(kind: ColumnKind, input: &mut Input<'_>) -> Option<u64> {
    match kind {
        ColumnKind::Group => input.number(),
        // Bytes are bounded by another limit: here they count as rows of 64.
        ColumnKind::ValueMeta => input.number().map(|meta| (meta >> 4) / 64),
        ColumnKind::Signed => input.signed().map(|_| 0),
        ColumnKind::Text => input.length_prefixed().map(|_| 0),
        ColumnKind::Unsigned | ColumnKind::Boolean | ColumnKind::Value => input.number().map(|_| 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_counted_and_not_unrolled() {
        let named: [(&str, u32, &[u8], Option<u64>); 9] = [
            ("nothing", 1, &[], Some(0)),
            ("a run of three", 1, &[3, 9], Some(3)),
            ("two values and four empty rows", 2, &[0x7e, 1, 2, 0, 4], Some(6)),
            ("a run of a billion", 3, &[0x80, 0x94, 0xeb, 0xdc, 0x03, 1], Some(1_000_000_000)),
            ("texts", 5, &[0x7e, 2, b'a', b'b', 0], Some(2)),
            ("truth", 4, &[2, 3], Some(5)),
            ("one row that promises 200", 0, &[1, 0xc8, 0x01], Some(200)),
            ("a value that is cut", 1, &[0x7e, 1], None),
            ("bytes", 7, &[1, 2, 3], Some(0)),
        ];
        for (name, spec, column, expected) in named {
            assert_eq!(rows(spec, column), expected, "{name}");
        }
    }
}
