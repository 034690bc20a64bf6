//! A volunteer who does not know the procedure, in the real window: from what the family says to the slip.

#![expect(clippy::unwrap_used, reason = "the helpers of a test fail it as the test itself would")]

use library::story::Story;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use stories::windows::{Page, SHORT, Trouble, Visit, family, until};

/// Đăng ký khai tử.
const PROCEDURE: &str = "1.000656";

#[tokio::test]
#[ignore = "opens real windows: `cargo xtask test` runs it"]
async fn a_bereaved_family_is_guided_from_search_to_hand_over() -> Result<(), Trouble> {
    let visit = Visit::begin().await?;
    let (page, (pack, story)) = (visit.app.page(), family(PROCEDURE)?);

    // What the family says, without accents; the event has everything of one visit.
    page.press("#new-dossier").await?;
    page.arrive("find").await?;
    page.write("#procedure-query", "me mat").await?;
    page.press(".event-card[data-event='mat_nguoi_than']").await?;
    page.arrive("event").await?;
    page.press(&format!("#bundle .procedure-card[data-code='{PROCEDURE}']")).await?;
    page.arrive("guide").await?;

    // The guide, one idea a screen.
    page.press("#walk").await?;
    let told = walk(page).await?;
    let told: Vec<&str> = told.iter().map(String::as_str).collect();
    for idea in ["summary", "who", "papers", "fee", "time", "result"] {
        assert!(told.contains(&idea), "{idea} is not told: {told:?}");
    }
    page.press("#walk-end").await?;
    page.arrive("guide").await?;

    page.press("#start-dossier").await?;
    page.arrive("form").await?;
    page.fill_in_for(&pack, &story).await?;
    page.press("#next-section").await?;
    page.arrive("papers").await?;
    see_every_paper(page, &story).await?;
    page.press("#to-review").await?;
    page.arrive("review").await?;
    page.wait_for("#complete", SHORT).await?;
    page.hand_over().await?;
    slip_in_the_hand(page, &story).await?;

    // Handing in on the portal: every answer can be copied, and no secret is asked for without the warning.
    page.press("#to-submit").await?;
    page.press("#submit-portal").await?;
    page.arrive("submit").await?;
    let (mut secrets, mut copied) = (BTreeSet::new(), 0);
    loop {
        let idea = page.attribute(".walk-idea", "data-idea").await?;
        if page.is_there(".walk-idea [data-warning='secret']").await? {
            secrets.insert(idea.clone());
        }
        copied += copy_everything(page).await?;
        if page.is_there("#submit-end").await? {
            break;
        }
        turn(page, &idea).await?;
    }
    let asked = pack.procedure.portal_steps.iter().enumerate().filter(|(_, step)| step.secret);
    let asked: BTreeSet<String> = asked.map(|(at, _)| format!("portal-{}", at + 1)).collect();
    assert!(!asked.is_empty());
    assert_eq!(secrets, asked, "the warning stands exactly where a secret is asked for");
    assert!(copied > 10, "only {copied} answers could be copied");
    page.sync().await
}

/// What the family takes along: whom it is about, the code to ask by, every paper, and who helped.
async fn slip_in_the_hand(page: &Page, story: &Story) -> Result<(), Trouble> {
    let code = page.text("#local-code").await?;
    page.press("#to-slip").await?;
    page.arrive("slip").await?;
    assert_eq!(page.text("#slip-code").await?, code);
    // The page that anybody with the slip may look at, without the id that it is made from.
    let link = page.attribute("#slip-qr", "data-text").await?;
    assert!(link.starts_with("http") && link.contains("/h/") && !link.contains(&code), "{link}");
    assert!(!page.text("#slip-subject").await?.is_empty());
    // The name first, then the team, then the commune.
    let helper = page.text("#slip-helper").await?;
    let team = helper.find("Tổ công nghệ số").unwrap_or_default();
    assert!(team > 0 && helper.rfind("Xã ").is_some_and(|commune| commune > team), "{helper}");
    for paper in story.papers.iter().flatten() {
        let there = format!(".slip-papers [data-paper='{paper}'][data-state='seen']");
        assert!(page.is_there(&there).await?, "{paper} is not on the slip");
    }
    page.press("#back").await?;
    page.arrive("handed-over").await
}

/// Every idea of a walk, in order, each read before the next is shown.
async fn walk(page: &Page) -> Result<Vec<String>, Trouble> {
    page.arrive("walk").await?;
    let mut told = Vec::new();
    loop {
        let idea = page.attribute(".walk-idea", "data-idea").await?;
        assert!(!page.text(".walk-idea").await?.trim().is_empty(), "{idea} says nothing");
        told.push(idea.clone());
        if page.is_there("#walk-end").await? {
            return Ok(told);
        }
        turn(page, &idea).await?;
    }
}

/// On to the next idea.
async fn turn(page: &Page, idea: &str) -> Result<(), Trouble> {
    page.press("#walk-next").await?;
    page.wait_for(&format!(".walk-idea:not([data-idea='{idea}'])"), SHORT).await
}

/// The checklist follows the answers: exactly the family's papers are on it.
async fn see_every_paper(page: &Page, story: &Story) -> Result<(), Trouble> {
    let listed = "return [...document.querySelectorAll('[data-paper]')].map(one => one.dataset.paper)";
    let listed = page.run(listed, vec![]).await?;
    let wanted = story.papers.clone().unwrap();
    assert_eq!(listed, json!(wanted));
    for paper in wanted {
        page.press(&format!("label[for='paper-{paper}-seen']")).await?;
        page.wait_for(&format!("#saved-paper-{paper}[data-state='saved']"), SHORT).await?;
    }
    Ok(())
}

/// Presses every "copy" of the screen; gives how many there were.
async fn copy_everything(page: &Page) -> Result<usize, Trouble> {
    let ids =
        page.run("return [...document.querySelectorAll('.copy-button')].map(one => one.id)", vec![]).await?;
    let ids: Vec<String> =
        ids.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
    for id in &ids {
        page.press(&format!("#{id}")).await?;
        until(&format!("{id} says that it was copied"), SHORT, async || {
            let copied = page.attribute(&format!("#{id}"), "data-copied").await?;
            Ok((copied == "true").then_some(()))
        })
        .await?;
    }
    Ok(ids.len())
}
