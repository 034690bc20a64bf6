//! Every case of the table in `cases/cases.csv`.

#[test]
fn every_case_of_the_table_is_due_when_it_says() {
    let outcome = calendar_cases::look();
    assert_eq!(outcome.faults, Vec::<String>::new());
    assert!(outcome.cases >= 150, "only {} cases were read", outcome.cases);
}
