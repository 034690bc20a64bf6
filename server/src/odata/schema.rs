//! What the feed has: two sets of rows, with their properties.

use crate::store::feed_cases::Column;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Text,
    Number,
    /// One decimal.
    Decimal,
    Moment,
    Truth,
}

impl Kind {
    const fn edm(self) -> &'static str {
        match self {
            Self::Text => "Edm.String",
            Self::Number => "Edm.Int64",
            Self::Decimal => "Edm.Double",
            Self::Moment => "Edm.DateTimeOffset",
            Self::Truth => "Edm.Boolean",
        }
    }
}

#[derive(Clone, Copy, Debug)]
pub struct Property {
    pub name: &'static str,
    pub kind: Kind,
    pub is_key: bool,
    /// Of a dossier: what can be filtered and ordered by.
    pub column: Option<Column>,
}

const fn of_case(name: &'static str, kind: Kind, column: Column) -> Property {
    Property { name, kind, is_key: false, column: Some(column) }
}

const fn plain(name: &'static str, kind: Kind) -> Property {
    Property { name, kind, is_key: false, column: None }
}

const fn key(name: &'static str) -> Property {
    Property { name, kind: Kind::Text, is_key: true, column: None }
}

/// One row a dossier.
pub const CASES: &[Property] = &[
    key("Id"),
    of_case("Number", Kind::Text, Column::Number),
    of_case("Procedure", Kind::Text, Column::Procedure),
    plain("Field", Kind::Text),
    of_case("State", Kind::Text, Column::State),
    of_case("Team", Kind::Number, Column::Team),
    of_case("Officer", Kind::Number, Column::Officer),
    of_case("Channel", Kind::Text, Column::Channel),
    of_case("Way", Kind::Text, Column::Way),
    of_case("ReceivedAt", Kind::Moment, Column::ReceivedAt),
    of_case("AcceptedAt", Kind::Moment, Column::AcceptedAt),
    of_case("EndedAt", Kind::Moment, Column::EndedAt),
    of_case("DueAt", Kind::Moment, Column::DueAt),
    of_case("WaitedMinutes", Kind::Number, Column::WaitedMinutes),
    of_case("HandledMinutes", Kind::Number, Column::HandledMinutes),
    of_case("TimesPutOff", Kind::Number, Column::TimesPutOff),
    of_case("Supplements", Kind::Number, Column::Supplements),
    of_case("Scanned", Kind::Truth, Column::Scanned),
];

/// One row a month, a heading and what is counted under it.
pub const MONTHS: &[Property] = &[
    key("Month"),
    key("By"),
    key("Key"),
    plain("Name", Kind::Text),
    plain("Received", Kind::Number),
    plain("Accepted", Kind::Number),
    plain("Done", Kind::Number),
    plain("Refused", Kind::Number),
    plain("Stopped", Kind::Number),
    plain("Moved", Kind::Number),
    plain("Withdrawn", Kind::Number),
    plain("OnTime", Kind::Number),
    plain("Late", Kind::Number),
    plain("PutOff", Kind::Number),
    plain("WaitingMedianMinutes", Kind::Number),
    plain("WaitingP90Minutes", Kind::Number),
    plain("HandlingMedianMinutes", Kind::Number),
    plain("HandlingP90Minutes", Kind::Number),
    plain("KnownAnswersPercent", Kind::Decimal),
    plain("DigitisedPercent", Kind::Decimal),
];

fn entity(name: &str, properties: &[Property]) -> String {
    let keys: String = properties
        .iter()
        .filter(|property| property.is_key)
        .map(|property| format!("<PropertyRef Name=\"{}\"/>", property.name))
        .collect();
    let all: String = properties
        .iter()
        .map(|property| {
            let nullable = if property.is_key { " Nullable=\"false\"" } else { "" };
            format!("<Property Name=\"{}\" Type=\"{}\"{nullable}/>", property.name, property.kind.edm())
        })
        .collect();
    format!("<EntityType Name=\"{name}\"><Key>{keys}</Key>{all}</EntityType>")
}

/// The feed described, as CSDL.
pub fn metadata() -> String {
    let (case, month) = (entity("Case", CASES), entity("MonthNumber", MONTHS));
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\
         <edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>\
         <Schema Namespace=\"DongHanh\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">{case}{month}\
         <EntityContainer Name=\"Feed\"><EntitySet Name=\"Cases\" EntityType=\"DongHanh.Case\"/>\
         <EntitySet Name=\"MonthNumbers\" EntityType=\"DongHanh.MonthNumber\"/></EntityContainer>\
         </Schema></edmx:DataServices></edmx:Edmx>"
    )
}
