//! What is drawn on the customer's page right now. Pure: time comes in as an argument.

use crate::relay::control::Reason;
use crate::relay::control::drawing::{Colour, Op, Point, StrokeRef, StrokeView, Tool};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// A vanishing stroke is there this long after it was finished (Zoom's vanishing pen).
pub const VANISHES_AFTER: Duration = Duration::from_secs(4);

/// How much may be drawn.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Strokes in a room, hidden ones included.
    pub strokes: usize,
    pub points_of_a_stroke: usize,
    /// Points in a room: 320 KiB.
    pub points: usize,
}

pub const BOUNDS: Bounds = Bounds { strokes: 500, points_of_a_stroke: 2_000, points: 40_000 };

/// Who draws.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// A user id, or [`CUSTOMER`].
    pub by: Arc<str>,
    pub name: Arc<str>,
}

/// The customer's `by`.
pub const CUSTOMER: &str = "customer";

impl Author {
    fn is_customer(&self) -> bool {
        &*self.by == CUSTOMER
    }
}

#[derive(Debug)]
struct Stroke {
    author: Author,
    n: u64,
    tool: Tool,
    colour: Colour,
    node: u32,
    points: Vec<Point>,
    hidden: bool,
    /// The customer took it away: its author cannot bring it back.
    erased: bool,
    finished: bool,
    /// Only of a finished vanishing stroke.
    gone_at: Option<Instant>,
}

/// All strokes of a room, in the order they were begun.
#[derive(Debug)]
pub struct Drawing {
    bounds: Bounds,
    strokes: BTreeMap<u64, Stroke>,
    /// Where an author's strokes are in `strokes`.
    places: HashMap<Arc<str>, HashMap<u64, u64>>,
    next_place: u64,
    points: usize,
}

impl Drawing {
    pub fn new(bounds: Bounds) -> Self {
        Self { bounds, strokes: BTreeMap::new(), places: HashMap::new(), next_place: 0, points: 0 }
    }

    /// Does one step. Returns what the others have to be told, which is less than `op` where it names strokes that
    /// are not there (any more), and may be nothing.
    ///
    /// # Errors
    /// Why the step was not done; the drawing is as it was.
    pub fn apply(&mut self, op: Op, author: &Author, now: Instant) -> Result<Option<Op>, Reason> {
        self.expire(now);
        match op {
            Op::Begin { n, tool, colour, node, points } => {
                self.begin(
                    author,
                    n,
                    Stroke {
                        author: author.clone(),
                        n,
                        tool,
                        colour,
                        node,
                        points: points.clone(),
                        hidden: false,
                        erased: false,
                        finished: false,
                        gone_at: None,
                    },
                )?;
                Ok(Some(Op::Begin { n, tool, colour, node, points }))
            }
            Op::Extend { n, points } => self.extend(author, n, points),
            Op::Finish { n } => Ok(self.finish(author, n, now).then_some(Op::Finish { n })),
            Op::Hide { strokes } => {
                let strokes = self.set_hidden(author, strokes, true)?;
                Ok((!strokes.is_empty()).then_some(Op::Hide { strokes }))
            }
            Op::Show { strokes } => {
                let strokes = self.set_hidden(author, strokes, false)?;
                Ok((!strokes.is_empty()).then_some(Op::Show { strokes }))
            }
        }
    }

    /// The author's connection is gone: nothing more will come of what it had not finished. Returns what the others
    /// have to be told.
    pub fn finish_all(&mut self, author: &Author, now: Instant) -> Vec<Op> {
        self.expire(now);
        let unfinished = |stroke: &&Stroke| stroke.author.by == author.by && !stroke.finished;
        let numbers: Vec<u64> = self.strokes.values().filter(unfinished).map(|stroke| stroke.n).collect();
        numbers.into_iter().filter(|n| self.finish(author, *n, now)).map(|n| Op::Finish { n }).collect()
    }

    /// Everything but vanishing strokes: who comes now would only see their end.
    pub fn view(&self) -> Vec<StrokeView<'_>> {
        let lasting = self.strokes.values().filter(|stroke| stroke.tool != Tool::Vanishing);
        lasting
            .map(|stroke| StrokeView {
                by: &stroke.author.by,
                by_name: &stroke.author.name,
                n: stroke.n,
                tool: stroke.tool,
                colour: stroke.colour,
                node: stroke.node,
                points: &stroke.points,
                hidden: stroke.hidden,
            })
            .collect()
    }

    pub fn clear(&mut self) {
        *self = Self::new(self.bounds);
    }

    /// About how many bytes it takes.
    pub fn bytes(&self) -> usize {
        self.strokes.len() * (size_of::<Stroke>() + 2 * size_of::<u64>()) + self.points * size_of::<Point>()
    }

    fn begin(&mut self, author: &Author, n: u64, stroke: Stroke) -> Result<(), Reason> {
        if self.place(&author.by, n).is_some() {
            return Err(Reason::AlreadyOpen);
        }
        if stroke.points.len() > self.bounds.points_of_a_stroke {
            return Err(Reason::Full);
        }
        self.make_room(1, stroke.points.len(), None)?;
        let place = self.next_place;
        self.next_place += 1;
        self.points += stroke.points.len();
        self.strokes.insert(place, stroke);
        self.places.entry(author.by.clone()).or_default().insert(n, place);
        Ok(())
    }

    fn extend(&mut self, author: &Author, n: u64, points: Vec<Point>) -> Result<Option<Op>, Reason> {
        let Some(place) = self.place(&author.by, n) else { return Ok(None) };
        let stroke = &self.strokes[&place];
        if stroke.finished {
            return Ok(None);
        }
        if stroke.tool == Tool::Rectangle {
            if let (Some(stroke), Some(corner)) = (self.strokes.get_mut(&place), points.last()) {
                stroke.points[1] = *corner;
            }
            return Ok(Some(Op::Extend { n, points }));
        }
        if stroke.points.len() + points.len() > self.bounds.points_of_a_stroke {
            return Err(Reason::Full);
        }
        self.make_room(0, points.len(), Some(place))?;
        self.points += points.len();
        if let Some(stroke) = self.strokes.get_mut(&place) {
            stroke.points.extend_from_slice(&points);
        }
        Ok(Some(Op::Extend { n, points }))
    }

    /// False if there is nothing to finish.
    fn finish(&mut self, author: &Author, n: u64, now: Instant) -> bool {
        let Some(place) = self.place(&author.by, n) else { return false };
        let Some(stroke) = self.strokes.get_mut(&place).filter(|stroke| !stroke.finished) else { return false };
        stroke.finished = true;
        if stroke.tool == Tool::Vanishing {
            stroke.gone_at = Some(now + VANISHES_AFTER);
        }
        true
    }

    /// Returns those that were changed. Agents change their own, but for what the customer took away; the customer hides
    /// any and shows their own.
    fn set_hidden(&mut self, author: &Author, strokes: Vec<StrokeRef>, hidden: bool) -> Result<Vec<StrokeRef>, Reason> {
        let may_any = author.is_customer() && hidden;
        if !may_any && strokes.iter().any(|stroke| *stroke.by != *author.by) {
            return Err(Reason::Denied);
        }
        let mut changed = strokes;
        changed.retain(|named| {
            let stroke = self.place(&named.by, named.n).and_then(|place| self.strokes.get_mut(&place));
            stroke.is_some_and(|stroke| {
                if stroke.erased {
                    return false;
                }
                // also what its author has hidden: it is not to come back
                stroke.erased = hidden && author.is_customer() && !stroke.author.is_customer();
                std::mem::replace(&mut stroke.hidden, hidden) != hidden || stroke.erased
            })
        });
        Ok(changed)
    }

    fn place(&self, by: &str, n: u64) -> Option<u64> {
        self.places.get(by)?.get(&n).copied()
    }

    /// Lets the oldest hidden strokes go until so much more fits; `keep` stays.
    fn make_room(&mut self, strokes: usize, points: usize, keep: Option<u64>) -> Result<(), Reason> {
        let mut too_many = (self.strokes.len() + strokes).saturating_sub(self.bounds.strokes);
        let mut too_long = (self.points + points).saturating_sub(self.bounds.points);
        let mut going = Vec::new();
        let mut hidden = self.strokes.iter().filter(|(place, stroke)| stroke.hidden && Some(**place) != keep);
        while too_many > 0 || too_long > 0 {
            let (place, stroke) = hidden.next().ok_or(Reason::Full)?;
            too_many = too_many.saturating_sub(1);
            too_long = too_long.saturating_sub(stroke.points.len());
            going.push(*place);
        }
        going.into_iter().for_each(|place| self.remove(place));
        Ok(())
    }

    fn expire(&mut self, now: Instant) {
        let is_gone = |stroke: &Stroke| stroke.gone_at.is_some_and(|at| at <= now);
        let gone: Vec<u64> =
            self.strokes.iter().filter(|(_, stroke)| is_gone(stroke)).map(|(place, _)| *place).collect();
        gone.into_iter().for_each(|place| self.remove(place));
    }

    fn remove(&mut self, place: u64) {
        let Some(stroke) = self.strokes.remove(&place) else { return };
        self.points -= stroke.points.len();
        if let Some(numbers) = self.places.get_mut(&stroke.author.by) {
            numbers.remove(&stroke.n);
            if numbers.is_empty() {
                self.places.remove(&stroke.author.by);
            }
        }
    }
}

#[cfg(test)]
#[path = "drawing_tests.rs"]
mod tests;
