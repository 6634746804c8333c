//! What single keys can't show: figures of a behaviour that contradict each other.

use crate::model::Behaviour;
use underheaven_base::reading::Reading;

/// Looks at a whole behaviour and notes every fault.
pub fn check(behaviour: &Behaviour, reading: &Reading<'_>) {
    views(behaviour, reading);
    fear(behaviour, reading);
    habit(behaviour, reading);
    step(behaviour, reading);
}

/// Notes an error at a key of a table.
fn error(reading: &Reading<'_>, table: &str, key: &str, message: String, help: &str) {
    let node = reading.root().at(&[table, key]).unwrap_or(reading.root());
    reading.error(&node.place, &node.word, message, Some(help.to_owned()));
}

/// Approving, disapproving and neutral people are everybody.
fn views(behaviour: &Behaviour, reading: &Reading<'_>) {
    let Some(views) = &behaviour.views else { return };
    let sum = views.approve.value + views.disapprove.value;
    if sum > 1.0 + 1e-9 {
        let message = format!("`approve` and `disapprove` sum to {sum}, more than everybody");
        error(reading, "views", "disapprove", message, "let them sum to 1 at most; the rest are neutral");
    }
}

fn fear(behaviour: &Behaviour, reading: &Reading<'_>) {
    let Some(fear) = &behaviour.fear else { return };
    if fear.crowd.value > 0.0 && fear.crowd_full_at.value <= 0.0 {
        let message = "the crowd's part of fear is full when nobody is caught".to_owned();
        error(reading, "fear", "crowd_full_at", message, "let `crowd_full_at` be above 0, or `crowd` be 0");
    }
}

/// Habit is what outlasts the cause, so it can't be weaker than nothing while fear is strong.
fn habit(behaviour: &Behaviour, reading: &Reading<'_>) {
    let (Some(habit), Some(fear)) = (&behaviour.habit, &behaviour.fear) else { return };
    if habit.half_life_years.value * 365.0 < fear.half_life_days.value {
        let node = reading.root().at(&["habit", "half_life_years"]).unwrap_or(reading.root());
        let message = "habit fades faster than fear, so that it never outlasts the cause";
        reading.warn(&node.place, &node.word, message, None);
    }
}

fn step(behaviour: &Behaviour, reading: &Reading<'_>) {
    let Some(step) = &behaviour.step else { return };
    if step.factor.value < step.floor.value {
        let message = format!("one step, {}, already falls below the floor, {}", step.factor.value, step.floor.value);
        error(reading, "step", "factor", message, "let `factor` be at least `floor`");
    }
}
