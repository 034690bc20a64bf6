//! Doors and ratings in SQLite.

use super::cases::{read_case, read_record};
use super::columns::{AuditLine, commune as commune_column, document, engine};
use super::{SqliteStore, StoreError};
use crate::store::public::{DOORS_AT_ONCE, Door, NewRating, Public, PublicDossier, Rated, RatingSums};
use ::sync::public::PublicToken;
use dossier::local_code::local_code;
use dossier::{CommuneCode, DossierId, MemberId, ProcedureCode};
use rusqlite::{OptionalExtension, Transaction};

/// In the transaction that writes the dossier's row.
pub(super) fn put_door(
    tx: &Transaction<'_>,
    commune: &CommuneCode,
    dossier: DossierId,
    birth_year: u16,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO public_door (commune, dossier, token_hash, code, birth_year) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (commune, dossier) DO UPDATE SET birth_year = excluded.birth_year",
    )
    .and_then(|mut statement| {
        statement.execute((
            commune.as_str(),
            dossier.as_bytes(),
            PublicToken::of(dossier).hash(),
            local_code(dossier).replace('-', ""),
            birth_year,
        ))
    })
    .map_err(engine("write the dossier's door"))?;
    Ok(())
}

fn written(tx: &Transaction<'_>, new: &NewRating<'_>) -> Result<Option<Vec<u8>>, StoreError> {
    tx.query_row(
        "SELECT origin FROM rating WHERE commune = ?1 AND dossier = ?2",
        (new.commune.as_str(), new.dossier.as_bytes()),
        |row| row.get("origin"),
    )
    .optional()
    .map_err(engine("look for a rating"))
}

/// Taken back, or removed for good. One that was never here may still come.
fn is_gone(tx: &Transaction<'_>, new: &NewRating<'_>) -> Result<bool, StoreError> {
    tx.query_row(
        "SELECT EXISTS (SELECT 1 FROM document WHERE commune = ?1 AND id = ?2 AND deleted_at <> 0) AS gone",
        (new.commune.as_str(), new.dossier.as_bytes()),
        |row| row.get("gone"),
    )
    .map_err(engine("look for a rating"))
}

fn insert(tx: &Transaction<'_>, new: &NewRating<'_>) -> Result<(), StoreError> {
    let [q1, q2, q3, q4, q5] = new.rating.marks;
    tx.execute(
        "INSERT INTO rating (commune, dossier, at, channel, wording, q1, q2, q3, q4, q5, words, origin)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        (
            new.commune.as_str(),
            new.dossier.as_bytes(),
            new.now.millis(),
            new.channel.as_str(),
            &new.rating.wording,
            q1,
            q2,
            q3,
            q4,
            q5,
            &new.rating.words,
            new.origin,
        ),
    )
    .map_err(engine("write the rating"))?;
    Ok(())
}

impl Public for SqliteStore {
    fn doors(&self, number: &str, code: &str) -> Result<Vec<Door>, StoreError> {
        self.read("look for a dossier", |tx| {
            tx.prepare_cached(
                "SELECT p.dossier, p.birth_year FROM case_record c
                 JOIN public_door p ON p.commune = c.commune AND p.dossier = c.dossier
                 WHERE c.number = ?1 AND c.number <> ''
                 UNION ALL
                 SELECT p.dossier, p.birth_year FROM public_door p
                 JOIN case_record c ON c.commune = p.commune AND c.dossier = p.dossier
                 WHERE p.code = ?2
                 LIMIT ?3",
            )
            .and_then(|mut statement| {
                statement
                    .query_map((number, code, i64::try_from(DOORS_AT_ONCE).unwrap_or(1)), |row| {
                        Ok(Door {
                            dossier: DossierId::from(document(row, "dossier")?),
                            birth_year: row.get("birth_year")?,
                        })
                    })?
                    .collect()
            })
            .map_err(engine("look for a dossier"))
        })
    }

    fn public_dossier(&self, token_hash: &[u8; 32]) -> Result<Option<PublicDossier>, StoreError> {
        self.read("look at a dossier", |tx| {
            let found = tx
                .prepare_cached(
                    "SELECT p.commune, p.dossier, m.name, r.procedure, c.record,
                            EXISTS (SELECT 1 FROM rating g WHERE g.commune = p.commune AND g.dossier = p.dossier)
                                AS rated
                     FROM public_door p
                     JOIN case_record c ON c.commune = p.commune AND c.dossier = p.dossier
                     JOIN dossier_row r ON r.commune = p.commune AND r.dossier = p.dossier
                     JOIN commune m ON m.commune = p.commune
                     WHERE p.token_hash = ?1 ORDER BY c.received_at, p.commune LIMIT 1",
                )
                .and_then(|mut statement| {
                    statement
                        .query_row([token_hash], |row| {
                            Ok((
                                commune_column(row, "commune")?,
                                DossierId::from(document(row, "dossier")?),
                                row.get::<_, String>("name")?,
                                row.get::<_, String>("procedure")?,
                                row.get::<_, String>("record")?,
                                row.get::<_, bool>("rated")?,
                            ))
                        })
                        .optional()
                })
                .map_err(engine("look at a dossier"))?;
            let Some((commune, dossier, commune_name, procedure, record, rated)) = found else {
                return Ok(None);
            };
            let (procedure, case) = (ProcedureCode::new(procedure), read_record(&record)?);
            Ok(Some(PublicDossier { commune, commune_name, dossier, procedure, case, rated }))
        })
    }

    fn without_door(&self, commune: &CommuneCode, limit: u32) -> Result<Vec<DossierId>, StoreError> {
        self.read("look for dossiers without a door", |tx| {
            tx.prepare_cached(
                "SELECT c.dossier FROM case_record c
                 LEFT JOIN public_door p ON p.commune = c.commune AND p.dossier = c.dossier
                 WHERE c.commune = ?1 AND p.dossier IS NULL ORDER BY c.received_at DESC LIMIT ?2",
            )
            .and_then(|mut statement| {
                statement
                    .query_map((commune.as_str(), limit), |row| {
                        document(row, "dossier").map(DossierId::from)
                    })?
                    .collect()
            })
            .map_err(engine("look for dossiers without a door"))
        })
    }

    fn put_door(&self, commune: &CommuneCode, dossier: DossierId, birth_year: u16) -> Result<(), StoreError> {
        self.write("open a dossier's door", |tx| put_door(tx, commune, dossier, birth_year))
    }

    fn rate(&self, new: &NewRating<'_>) -> Result<Rated, StoreError> {
        self.write("keep a rating", |tx| {
            if let Some(origin) = written(tx, new)? {
                let same = origin == new.origin && new.origin != [0; 32];
                return Ok(if same { Rated::Kept } else { Rated::Second });
            }
            match read_case(tx, new.commune, new.dossier)? {
                Some(case) if case.state.is_ended() => {}
                None if is_gone(tx, new)? => return Ok(Rated::Gone),
                Some(_) | None => return Ok(Rated::NotYet),
            }
            insert(tx, new)?;
            // That there is one; neither what it says nor by which phone it came.
            AuditLine {
                commune: new.commune,
                at: new.now,
                member: MemberId(0),
                device: None,
                action: "rate",
                document: Some(new.dossier.into()),
                count: 1,
            }
            .write(tx)?;
            Ok(Rated::Kept)
        })
    }

    fn rating_sums(&self, commune: &CommuneCode) -> Result<Vec<RatingSums>, StoreError> {
        self.read("sum the ratings", |tx| {
            // Vietnam has no summer time: seven hours, always.
            tx.prepare_cached(
                "SELECT strftime('%Y-%m', g.at / 1000 + 25200, 'unixepoch') AS month, coalesce(t.name, '') AS team,
                        r.procedure, count(*) AS count, sum(g.q1) AS s1, sum(g.q2) AS s2, sum(g.q3) AS s3,
                        sum(g.q4) AS s4, sum(g.q5) AS s5
                 FROM rating g
                 JOIN dossier_row r ON r.commune = g.commune AND r.dossier = g.dossier
                 JOIN document d ON d.commune = g.commune AND d.id = g.dossier
                 LEFT JOIN team t ON t.commune = d.commune AND t.id = d.team
                 WHERE g.commune = ?1 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
            )
            .and_then(|mut statement| {
                statement
                    .query_map([commune.as_str()], |row| {
                        Ok(RatingSums {
                            month: row.get("month")?,
                            team: row.get("team")?,
                            procedure: ProcedureCode::new(row.get::<_, String>("procedure")?),
                            count: row.get("count")?,
                            sums: [
                                row.get("s1")?,
                                row.get("s2")?,
                                row.get("s3")?,
                                row.get("s4")?,
                                row.get("s5")?,
                            ],
                        })
                    })?
                    .collect()
            })
            .map_err(engine("sum the ratings"))
        })
    }
}
