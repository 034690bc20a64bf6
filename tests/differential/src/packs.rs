//! The procedures of the library, filled as their stories fill them.

use crate::TestError;
use crate::case::{Case, Step};
use crate::table::Table;
use library::{Communes, Library, Pack};
use std::collections::{BTreeMap, BTreeSet};

/// Every story of every pack that has a form.
pub(crate) fn cases() -> Result<Vec<Case>, TestError> {
    let blocks = Library::built_in_blocks()?;
    let communes = Communes::built_in()?;
    let mut cases = Vec::new();
    for files in Library::built_in_files() {
        let pack = Pack::read_trusted(files, &blocks)?;
        let Some(source) = &pack.form else { continue };
        let (stories, _) = files.stories();
        for story in stories {
            cases.push(Case {
                name: format!("{}: {}", files.folder, story.name),
                book: files.folder.to_owned(),
                now: format!("{}T08:00:00+07:00", story.today),
                source: source.clone(),
                files: tables(&communes, &story.answers),
                steps: steps(&story.answers),
            });
        }
    }
    Ok(cases)
}

/// The communes and provinces that the answers name, with some beside them: the engines need not carry 3,321.
fn tables(communes: &Communes, answers: &BTreeMap<String, String>) -> BTreeMap<String, Table> {
    let named: BTreeSet<&str> = answers.values().map(String::as_str).collect();
    let mut rows = String::from("name,label,code,province\n");
    for (place, commune) in communes.communes().iter().enumerate() {
        let code = commune.code.to_string();
        if place < 3 || named.contains(code.as_str()) {
            rows.push_str(&format!("{code},{},{code},{}\n", commune.name, commune.province));
        }
    }
    let mut provinces = String::from("name,label,code\n");
    for province in communes.provinces() {
        provinces.push_str(&format!("{0},{1},{0}\n", province.code, province.name));
    }
    [("communes.csv", rows), ("provinces.csv", provinces)]
        .into_iter()
        .map(|(name, text)| (name.to_owned(), Table::new(text, "name", "label")))
        .collect()
}

/// First the instances, outer ones before inner ones, then each answer.
fn steps(answers: &BTreeMap<String, String>) -> Vec<Step> {
    let mut instances: BTreeMap<&str, Vec<(f64, &str)>> = BTreeMap::new();
    for (key, value) in answers {
        if let (Some((repeat, id)), Ok(place)) = (key.rsplit_once('/'), value.parse())
            && key.matches('/').count() % 2 == 1
        {
            instances.entry(repeat).or_default().push((place, id));
        }
    }
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut repeats: Vec<&str> = instances.keys().copied().collect();
    repeats.sort_by_key(|repeat| repeat.matches('/').count());
    let mut steps = Vec::new();
    for repeat in repeats {
        let Some(of_repeat) = instances.get_mut(repeat) else { continue };
        of_repeat.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(b.1)));
        for (index, (_, id)) in of_repeat.iter().enumerate() {
            places.insert(format!("{repeat}/{id}"), index + 1);
            steps.push(Step { add: Some(by_place(repeat, &places)), ..Step::default() });
        }
    }
    for (key, value) in answers {
        if key.matches('/').count() % 2 == 0 {
            let set = BTreeMap::from([(by_place(key, &places), value.clone())]);
            steps.push(Step { set, ..Step::default() });
        }
    }
    steps
}

/// `outer/a1/inner/b2/name` → `outer[1]/inner[2]/name`.
fn by_place(key: &str, places: &BTreeMap<String, usize>) -> String {
    let parts: Vec<&str> = key.split('/').collect();
    let mut named = Vec::new();
    let mut so_far: Vec<&str> = Vec::new();
    for pair in parts.chunks(2) {
        so_far.extend(pair);
        match pair {
            [repeat, _] => {
                let place = places.get(&so_far.join("/")).copied().unwrap_or_default();
                named.push(format!("{repeat}[{place}]"));
            }
            rest => named.extend(rest.iter().map(|part| (*part).to_owned())),
        }
    }
    named.join("/")
}
