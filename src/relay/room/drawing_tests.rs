use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Small, so that random drawings meet every bound.
const TIGHT: Bounds = Bounds { strokes: 5, points_of_a_stroke: 6, points: 20 };

fn author(by: &str) -> Author {
    Author { by: by.into(), name: by.into() }
}

fn begin(n: u64, tool: Tool, points: usize) -> Op {
    Op::Begin { n, tool, colour: Colour(0xff_0000), node: 1, points: vec![[0.5, 0.5]; points] }
}

fn strokes(by: &str, n: u64) -> Vec<StrokeRef> {
    vec![StrokeRef { by: by.into(), n }]
}

fn shown(drawing: &Drawing) -> Vec<(String, u64)> {
    let visible = drawing.view().into_iter().filter(|stroke| !stroke.hidden);
    visible.map(|stroke| (stroke.by.to_owned(), stroke.n)).collect()
}

#[tokio::test(start_paused = true)]
async fn a_vanishing_stroke_is_no_part_of_the_view_and_goes_four_seconds_after_it_is_finished() {
    let (mut drawing, ada, now) = (Drawing::new(BOUNDS), author("ada"), Instant::now());
    drawing.apply(begin(1, Tool::Vanishing, 3), &ada, now).expect("there is room");
    assert!(drawing.view().is_empty());
    let much_later = now + Duration::from_secs(60);
    assert_eq!(drawing.apply(Op::Finish { n: 1 }, &ada, much_later), Ok(Some(Op::Finish { n: 1 })));
    let early = much_later + VANISHES_AFTER - Duration::from_millis(1);
    assert_eq!(drawing.apply(begin(1, Tool::Pen, 1), &ada, early), Err(Reason::AlreadyOpen));
    assert_eq!(drawing.apply(Op::Finish { n: 1 }, &ada, much_later + VANISHES_AFTER), Ok(None));
    assert_eq!(drawing.bytes(), 0);
}

#[tokio::test(start_paused = true)]
async fn agents_change_their_own_and_the_customer_hides_any() {
    let (mut drawing, now) = (Drawing::new(BOUNDS), Instant::now());
    let (ada, bob, customer) = (author("ada"), author("bob"), author(CUSTOMER));
    drawing.apply(begin(1, Tool::Pen, 1), &ada, now).expect("there is room");
    assert_eq!(drawing.apply(Op::Extend { n: 1, points: vec![[0.0, 0.0]] }, &bob, now), Ok(None), "not that bob's");
    assert_eq!(drawing.apply(Op::Hide { strokes: strokes("ada", 1) }, &bob, now), Err(Reason::Denied));
    assert_eq!(shown(&drawing), [("ada".to_owned(), 1)]);
    let hide = Op::Hide { strokes: strokes("ada", 1) };
    assert_eq!(drawing.apply(hide.clone(), &customer, now), Ok(Some(hide.clone())));
    assert_eq!(drawing.apply(hide, &ada, now), Ok(None), "hidden already");
    assert_eq!(drawing.apply(Op::Show { strokes: strokes("ada", 1) }, &customer, now), Err(Reason::Denied));
    assert_eq!(shown(&drawing), []);
    let show = Op::Show { strokes: strokes("ada", 1) };
    assert_eq!(drawing.apply(show, &ada, now), Ok(None), "what the customer took away stays away");
    assert_eq!(shown(&drawing), []);
}

#[tokio::test(start_paused = true)]
async fn what_an_agent_hid_comes_back_unless_the_customer_took_it_away_meanwhile() {
    let (mut drawing, now) = (Drawing::new(BOUNDS), Instant::now());
    let (ada, customer) = (author("ada"), author(CUSTOMER));
    let (hide, show) = (Op::Hide { strokes: strokes("ada", 1) }, Op::Show { strokes: strokes("ada", 1) });
    drawing.apply(begin(1, Tool::Pen, 1), &ada, now).expect("there is room");
    for _ in 0..2 {
        assert_eq!(drawing.apply(hide.clone(), &ada, now), Ok(Some(hide.clone())));
        assert_eq!(drawing.apply(show.clone(), &ada, now), Ok(Some(show.clone())));
    }
    drawing.apply(hide.clone(), &ada, now).expect("her own");
    assert_eq!(drawing.apply(hide.clone(), &customer, now), Ok(Some(hide)), "the others are told");
    assert_eq!(drawing.apply(show, &ada, now), Ok(None));
}

#[tokio::test(start_paused = true)]
async fn a_rectangle_moves_its_other_corner() {
    let (mut drawing, ada, now) = (Drawing::new(BOUNDS), author("ada"), Instant::now());
    drawing.apply(begin(1, Tool::Rectangle, 2), &ada, now).expect("there is room");
    for corner in 1..3_000_u16 {
        let points = vec![[9.0, 9.0], [f32::from(corner), 1.0]];
        assert!(drawing.apply(Op::Extend { n: 1, points }, &ada, now).is_ok_and(|told| told.is_some()));
    }
    assert_eq!(drawing.view()[0].points, [[0.5, 0.5], [2_999.0, 1.0]]);
}

#[tokio::test(start_paused = true)]
async fn the_oldest_hidden_strokes_make_room_and_what_is_seen_stays() {
    let (mut drawing, ada, now) = (Drawing::new(TIGHT), author("ada"), Instant::now());
    for n in 1..=5 {
        drawing.apply(begin(n, Tool::Pen, 4), &ada, now).expect("there is room");
    }
    assert_eq!(drawing.apply(begin(6, Tool::Pen, 1), &ada, now), Err(Reason::Full));
    for n in [4, 2] {
        drawing.apply(Op::Hide { strokes: strokes("ada", n) }, &ada, now).expect("her own");
    }
    drawing.apply(begin(6, Tool::Pen, 1), &ada, now).expect("the second went");
    assert_eq!(drawing.apply(Op::Show { strokes: strokes("ada", 2) }, &ada, now), Ok(None));
    assert!(drawing.apply(Op::Show { strokes: strokes("ada", 4) }, &ada, now).is_ok_and(|told| told.is_some()));
    assert_eq!(drawing.apply(Op::Extend { n: 1, points: vec![[0.0, 0.0]; 3] }, &ada, now), Err(Reason::Full));
    assert_eq!(drawing.apply(begin(7, Tool::Pen, 7), &ada, now), Err(Reason::Full), "too long for one stroke");
}

#[tokio::test(start_paused = true)]
async fn what_an_author_left_unfinished_is_finished() {
    let (mut drawing, ada, now) = (Drawing::new(BOUNDS), author("ada"), Instant::now());
    drawing.apply(begin(1, Tool::Vanishing, 1), &ada, now).expect("there is room");
    drawing.apply(begin(2, Tool::Pen, 1), &ada, now).expect("there is room");
    drawing.apply(Op::Finish { n: 2 }, &ada, now).expect("her own");
    drawing.apply(begin(3, Tool::Vanishing, 1), &author("bob"), now).expect("there is room");
    assert_eq!(drawing.finish_all(&ada, now), [Op::Finish { n: 1 }]);
    assert_eq!(drawing.finish_all(&ada, now), []);
}

#[test]
fn the_bounds_hold_in_little_memory() {
    assert!(BOUNDS.strokes * (size_of::<Stroke>() + 16) + BOUNDS.points * size_of::<Point>() < 400 * 1024);
}

fn any_op() -> impl Strategy<Value = Op> {
    let n = 0..4_u64;
    let points = prop::collection::vec(prop::array::uniform2(-2.0..2.0_f32), 1..5);
    let names = prop::collection::vec((prop_oneof![Just("ada"), Just("bob"), Just(CUSTOMER)], 0..4_u64), 0..4);
    let named = |(by, n): (&str, u64)| StrokeRef { by: by.into(), n };
    let names = names.prop_map(move |names| names.into_iter().map(named).collect::<Vec<_>>());
    prop_oneof![
        3 => (n.clone(), prop_oneof![Just(Tool::Pen), Just(Tool::Vanishing)], points.clone())
            .prop_map(|(n, tool, points)| Op::Begin { n, tool, colour: Colour(0), node: 1, points }),
        1 => n.clone().prop_map(|n| begin(n, Tool::Rectangle, 2)),
        3 => (n.clone(), points).prop_map(|(n, points)| Op::Extend { n, points }),
        2 => n.prop_map(|n| Op::Finish { n }),
        2 => names.prop_flat_map(|strokes| {
            prop_oneof![Just(Op::Hide { strokes: strokes.clone() }), Just(Op::Show { strokes })]
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// Whoever follows what is passed on sees what the room sees; and the bounds hold whatever is drawn.
    #[test]
    fn a_follower_sees_what_the_room_sees(
        steps in prop::collection::vec((0..3_usize, any_op(), 0..3_000_u64), 1..80),
    ) {
        let authors = ["ada", "bob", CUSTOMER].map(author);
        let (mut room, mut follower) = (Drawing::new(TIGHT), Drawing::new(BOUNDS));
        let mut now = Instant::now();
        for (who, op, pause) in steps {
            now += Duration::from_millis(pause);
            if let Ok(Some(told)) = room.apply(op, &authors[who], now) {
                // strokes that went in the room to make room may still be there, hidden, at a follower's
                if let Op::Begin { n, .. } = &told {
                    let stale = follower.place(&authors[who].by, *n);
                    stale.into_iter().for_each(|place| follower.remove(place));
                }
                prop_assert_eq!(follower.apply(told.clone(), &authors[who], now), Ok(Some(told)));
            }
            let visible = |drawing: &Drawing| -> Vec<(Arc<str>, u64, Vec<Point>)> {
                let all = drawing.strokes.values().filter(|stroke| !stroke.hidden && stroke.gone_at.is_none_or(|at| at > now));
                all.map(|stroke| (stroke.author.by.clone(), stroke.n, stroke.points.clone())).collect()
            };
            prop_assert_eq!(visible(&room), visible(&follower));
            prop_assert!(room.strokes.len() <= TIGHT.strokes && room.points <= TIGHT.points);
            prop_assert!(room.strokes.values().all(|stroke| stroke.points.len() <= TIGHT.points_of_a_stroke));
            prop_assert_eq!(room.points, room.strokes.values().map(|stroke| stroke.points.len()).sum::<usize>());
            let places: BTreeSet<u64> = room.places.values().flat_map(|numbers| numbers.values().copied()).collect();
            prop_assert_eq!(places, room.strokes.keys().copied().collect::<BTreeSet<_>>());
        }
    }
}
