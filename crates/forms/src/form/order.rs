//! In which order values are computed: each after those it depends on.

use super::Item;
use crate::expr::Expr;
use std::collections::BTreeMap;

/// What is known of an item while the order is searched.
#[derive(Clone, Copy, PartialEq)]
enum Mark {
    New,
    Open,
    Done,
}

/// The order, or the names on a circle.
pub(super) fn order(items: &[Item], by_name: &BTreeMap<String, usize>) -> Result<Vec<usize>, Vec<usize>> {
    let needs: Vec<Vec<usize>> = items.iter().map(|item| needs(item, by_name)).collect();
    let mut marks = vec![Mark::New; items.len()];
    let mut order = Vec::with_capacity(items.len());
    for start in 0..items.len() {
        // A stack of its own: a form of any length must not use up the thread's.
        let mut path: Vec<(usize, usize)> = Vec::new();
        enter(start, &mut marks, &mut path);
        while let Some((item, next)) = path.last_mut() {
            let item = *item;
            let need = needs.get(item).and_then(|n| n.get(*next)).copied();
            *next += 1;
            match need {
                None => {
                    set(&mut marks, item, Mark::Done);
                    order.push(item);
                    path.pop();
                }
                Some(need) if marks.get(need) == Some(&Mark::Open) => {
                    let circle = path.iter().map(|(i, _)| *i).skip_while(|i| *i != need);
                    return Err(circle.chain([need]).collect());
                }
                Some(need) => enter(need, &mut marks, &mut path),
            }
        }
    }
    Ok(order)
}

fn enter(item: usize, marks: &mut [Mark], path: &mut Vec<(usize, usize)>) {
    if marks.get(item) == Some(&Mark::New) {
        set(marks, item, Mark::Open);
        path.push((item, 0));
    }
}

fn set(marks: &mut [Mark], item: usize, mark: Mark) {
    if let Some(slot) = marks.get_mut(item) {
        *slot = mark;
    }
}

/// The group around it, and whatever its relevance and its value refer to. Checks (`required`,
/// `constraint`, `choice_filter`) are computed after all values and order nothing.
pub(super) fn needs(item: &Item, by_name: &BTreeMap<String, usize>) -> Vec<usize> {
    let question = item.question.as_ref();
    let default = question.and_then(|q| q.default.expr());
    let exprs = [item.relevant.as_ref(), question.and_then(|q| q.calculation.as_ref()), default];
    let named =
        exprs.into_iter().flatten().flat_map(Expr::references).filter_map(|n| by_name.get(n).copied());
    item.parent.into_iter().chain(named).collect()
}
