//! A demo commune: teams, volunteers, officers and households with people who do not exist.
//!
//! **Invariant:** every name has the word "Mẫu" (sample) in it, so that nobody takes it for a person.

use crate::office::settle::changes_since;
use crate::store::documents::{Author, Commit};
use crate::store::people::{OFFICE, Standing, User};
use crate::store::{Store, StoreError};
use crate::{chance, password, secret};
use dossier::document::{Actor, Document, DocumentError, Heads, HouseholdFacts, Kind};
use dossier::person::Person;
use dossier::{CommuneCode, DocumentId, HouseholdId, MemberId, PersonId, TeamId, Timestamp};
use wire::Role;

/// What was made. Passwords are random and stored hashed: this is the only time that they are seen.
#[derive(Debug)]
pub struct Demo {
    pub teams: Vec<(TeamId, String)>,
    pub volunteers: Vec<(MemberId, String)>,
    pub officers: Vec<Officer>,
    pub households: usize,
}

#[derive(Debug)]
pub struct Officer {
    pub user: String,
    pub name: String,
    pub password: String,
    pub standing: Standing,
}

#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("unable to make a household")]
    Household(#[from] DocumentError),
}

struct SampleTeam {
    name: &'static str,
    area: &'static str,
    volunteers: &'static [&'static str],
    households: &'static [SampleHousehold],
}

/// The head and her or his birth (a year is enough), and the others of the household.
type SampleHousehold = (&'static str, &'static str, &'static [SamplePerson]);
/// Name, birth, relation to the head.
type SamplePerson = (&'static str, &'static str, &'static str);

const TEAMS: &[SampleTeam] = &[
    SampleTeam {
        name: "Tổ công nghệ số cộng đồng Thôn Mẫu 1",
        area: "Thôn Mẫu 1",
        volunteers: &["Lò Thị Lan Mẫu", "Vàng A Minh Mẫu"],
        households: &[
            (
                "Nguyễn Văn Mẫu",
                "1988-03-12",
                &[("Trần Thị Mẫu", "1990-07-01", "Vợ"), ("Nguyễn Thị Mẫu Em", "2018-09-20", "Con")],
            ),
            ("Lò Văn Mẫu Anh", "1979", &[("Quàng Thị Mẫu", "1981", "Vợ")]),
            ("Giàng Thị Mẫu", "1952", &[]),
            ("Vàng A Mẫu Cả", "1993-11-30", &[("Sùng Thị Mẫu", "1995-02-14", "Vợ")]),
            ("Hoàng Văn Mẫu Ba", "1968", &[("Hoàng Thị Mẫu Tư", "2001-05-05", "Con")]),
            ("Phạm Thị Mẫu Hiền", "1997-10-10", &[]),
        ],
    },
    SampleTeam {
        name: "Tổ công nghệ số cộng đồng Bản Mẫu 2",
        area: "Bản Mẫu 2",
        volunteers: &["Nguyễn Thị Hoa Mẫu"],
        households: &[
            ("Lê Văn Mẫu", "1985-01-25", &[("Đỗ Thị Mẫu", "1987-04-18", "Vợ")]),
            (
                "Thào A Mẫu",
                "1991",
                &[("Mùa Thị Mẫu", "1992", "Vợ"), ("Thào Thị Mẫu Út", "2021-12-03", "Con")],
            ),
            ("Cà Thị Mẫu", "1946", &[]),
            ("Tòng Văn Mẫu", "1975-08", &[("Lường Thị Mẫu", "1977", "Vợ")]),
            ("Bùi Văn Mẫu Năm", "1999-06-06", &[]),
            ("Đặng Thị Mẫu Sáu", "1983", &[("Đặng Văn Mẫu Bảy", "2009-02-28", "Con")]),
        ],
    },
];

struct SampleOfficer {
    login: &'static str,
    name: &'static str,
    role: Role,
    administrator: bool,
    fields: &'static [&'static str],
}

const fn sample(login: &'static str, name: &'static str, role: Role) -> SampleOfficer {
    SampleOfficer { login, name, role, administrator: false, fields: &[] }
}

/// The first may do everything but what is the police's.
const OFFICERS: &[SampleOfficer] = &[
    SampleOfficer { administrator: true, ..sample("canbo1", "Trần Văn Sơn Mẫu", Role::Chief) },
    SampleOfficer {
        fields: &["Hộ tịch", "Chứng thực"],
        ..sample("canbo2", "Phạm Thị Hà Mẫu", Role::Officer)
    },
    sample("tiepnhan1", "Đỗ Thị Thu Mẫu", Role::Receiver),
    sample("congan1", "Lê Văn Dũng Mẫu", Role::Police),
];

/// Leads the first team, of which she is a member.
const TEAM_LEAD: (&str, usize) = ("totruong1", 0);

/// Fills a commune. `None`: it has its demo already, and nothing was changed.
pub fn fill(store: &dyn Store, commune: &CommuneCode, now: Timestamp) -> Result<Option<Demo>, DemoError> {
    let first = TEAMS.first().map_or("", |team| team.name);
    if store.teams(commune)?.iter().any(|team| team.name == first) {
        return Ok(None);
    }
    let mut demo = Demo { teams: Vec::new(), volunteers: Vec::new(), officers: Vec::new(), households: 0 };
    for sample in TEAMS {
        let team = store.add_team(commune, sample.name)?;
        store.set_area(commune, team, sample.area)?;
        demo.teams.push((team, sample.name.to_owned()));
        for name in sample.volunteers {
            demo.volunteers.push((store.add_member(commune, team, name)?, (*name).to_owned()));
        }
        for (head, birth, others) in sample.households {
            let everybody = std::iter::once((*head, *birth, "Chủ hộ")).chain(others.iter().copied());
            add_household(store, commune, team, sample.area, everybody, now)?;
            demo.households = demo.households.saturating_add(1);
        }
    }
    for sample in OFFICERS {
        let member = store.add_member(commune, OFFICE, sample.name)?;
        let standing = Standing {
            role: Some(sample.role),
            administrator: sample.administrator,
            fields: sample.fields.iter().map(|field| (*field).to_owned()).collect(),
        };
        demo.officers.push(add_officer(store, commune, sample.login, (member, sample.name), standing)?);
    }
    let (login, place) = TEAM_LEAD;
    if let Some((member, name)) = demo.volunteers.get(place) {
        let lead = add_officer(store, commune, login, (*member, name), Standing::of(Role::TeamLead))?;
        demo.officers.push(lead);
    }
    Ok(Some(demo))
}

fn add_officer(
    store: &dyn Store,
    commune: &CommuneCode,
    login: &str,
    (member, name): (MemberId, &str),
    standing: Standing,
) -> Result<Officer, DemoError> {
    let user = free_name(store, login)?;
    let password = secret::one_time_code()?;
    store.add_user(&User {
        commune: commune.clone(),
        name: user.clone(),
        member,
        password: password::hash(&password)?,
        standing: standing.clone(),
    })?;
    Ok(Officer { user, name: name.to_owned(), password, standing })
}

/// Another commune of the same server may have taken the name.
fn free_name(store: &dyn Store, wish: &str) -> Result<String, StoreError> {
    let mut name = wish.to_owned();
    while store.user(&name)?.is_some() {
        name.push('x');
    }
    Ok(name)
}

fn add_household<'a>(
    store: &dyn Store,
    commune: &CommuneCode,
    team: TeamId,
    area: &str,
    people: impl Iterator<Item = (&'a str, &'a str, &'a str)>,
    now: Timestamp,
) -> Result<(), DemoError> {
    let mut persons = Vec::new();
    for (name, birth, relation) in people {
        persons.push(Person {
            id: PersonId::new(now, chance::bytes()?),
            full_name: name.to_owned(),
            birth: birth.to_owned(),
            relation: relation.to_owned(),
            personal_number: String::new(),
        });
    }
    let head = persons.first().map(|person| person.full_name.clone()).unwrap_or_default();
    let facts = HouseholdFacts { head, area: area.to_owned(), address: area.to_owned() };
    let document = Document::create_household(Actor(chance::bytes()?), &facts, &persons, now)?;
    store.commit(&Commit {
        commune: commune.clone(),
        document: DocumentId::from(HouseholdId::new(now, chance::bytes()?)),
        kind: Kind::Household,
        team,
        expected_heads: Vec::new(),
        heads: document.heads().to_bytes(),
        changes: changes_since(&document, &Heads::default()),
        snapshot: None,
        row: None,
        counted: document.counted()?,
        author: Author { device: None, member: MemberId(0), repairing: false },
        came: None,
        action: "demo",
        withdrawn: false,
        now,
    })?;
    Ok(())
}
