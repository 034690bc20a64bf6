use super::*;

#[test]
fn a_budget_travels_as_the_largest_step_in_it() {
    let with = |budget| SyncRequest {
        protocol: PROTOCOL,
        cursor: 0,
        server_epoch: 0,
        scope_epoch: 0,
        catalogue: 0,
        push: Vec::new(),
        budget,
        below: None,
    };
    const KB: u32 = 1024;
    for (budget, read) in [
        (0, 4 * KB),
        (4 * KB, 4 * KB),
        (6 * KB, 6 * KB),
        (7 * KB, 6 * KB),
        (48 * KB, 48 * KB),
        (435 * KB, 384 * KB),
        (DEFAULT_BUDGET, DEFAULT_BUDGET),
        (u32::MAX, 3 << 30),
    ] {
        let json = serde_json::to_string(&with(budget)).unwrap();
        assert_eq!(serde_json::from_str::<SyncRequest>(&json).unwrap().budget, read, "{budget}");
    }
    let endless = r#"{"v":1,"c":[0,0,0,0,0,0,0,0],"e":[0,0,0,0,0,0,0,0],"s":0,"b":4000000000}"#;
    assert!(serde_json::from_str::<SyncRequest>(endless).is_err());
}
