//! The columns inside a chunk's body, so that one can be changed and everything around it stays right.

use crate::forge::{CHANGE, DEFLATED_CHANGE, DOCUMENT, Input, inflated, leb128};

/// Bit of a column's specification: its bytes are deflated.
pub const DEFLATED: usize = 0x08;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub spec: usize,
    /// As it is written: deflated, when the specification says so.
    pub bytes: Vec<u8>,
}

/// A body around its columns: of a change one group, of a document two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    pub before: Vec<u8>,
    pub groups: Vec<Vec<Column>>,
    pub after: Vec<u8>,
}

impl Body {
    /// `None`: not a body of that kind.
    pub fn read(kind: u8, body: &[u8]) -> Option<Self> {
        let mut input = Input(body);
        let groups = match kind {
            CHANGE | DEFLATED_CHANGE => {
                let deps = input.number()?;
                input.take(deps.checked_mul(32)?)?;
                input.prefixed()?;
                // Sequence, first operation; a signed number ends as an unsigned one does.
                for _ in 0..3 {
                    input.number()?;
                }
                input.prefixed()?;
                for _ in 0..input.number()? {
                    input.prefixed()?;
                }
                1
            }
            DOCUMENT => {
                for _ in 0..input.number()? {
                    input.prefixed()?;
                }
                let heads = input.number()?;
                input.take(heads.checked_mul(32)?)?;
                2
            }
            _ => return None,
        };
        let before = body.get(..body.len().checked_sub(input.0.len())?)?.to_vec();
        let specs: Vec<Vec<(usize, usize)>> = (0..groups)
            .map(|_| (0..input.number()?).map(|_| Some((input.number()?, input.number()?))).collect())
            .collect::<Option<_>>()?;
        let groups = specs
            .into_iter()
            .map(|group| {
                group
                    .into_iter()
                    .map(|(spec, length)| Some(Column { spec, bytes: input.take(length)?.to_vec() }))
                    .collect()
            })
            .collect::<Option<_>>()?;
        Some(Self { before, groups, after: input.0.to_vec() })
    }

    pub fn write(&self) -> Vec<u8> {
        let mut out = self.before.clone();
        for group in &self.groups {
            out.extend(leb128(group.len()));
            for column in group {
                out.extend(leb128(column.spec));
                out.extend(leb128(column.bytes.len()));
            }
        }
        for column in self.groups.iter().flatten() {
            out.extend(&column.bytes);
        }
        out.extend(&self.after);
        out
    }
}

impl Column {
    /// The same column, its bytes plain.
    pub fn plain(&self) -> Option<Self> {
        if self.spec & DEFLATED == 0 {
            return Some(self.clone());
        }
        Some(Self { spec: self.spec & !DEFLATED, bytes: inflated(&self.bytes)? })
    }
}
