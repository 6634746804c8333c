//! Acts: what happens, who can see it, how it responds. One file each, for the plain and the fast world alike.

pub mod alcohol_purchase;
pub mod authority_demand;
pub mod baby_goods;
pub mod bill_due;
pub mod camera_pass;
pub mod chat_post;
pub mod contract_request;
pub mod critical_post;
pub mod crossing_on_red;
pub mod dating;
pub mod displeasing;
pub mod dissenting_meeting;
pub mod drink_driving;
pub mod driving_violation;
pub mod exposing_corruption;
pub mod flight_trip;
pub mod game_cheating;
pub mod gaming_evening;
pub mod hospital_admission;
pub mod hotel_night;
pub mod instalment_due;
pub mod job_request;
pub mod joining_organisation;
pub mod judgment_performed;
pub mod judgment_unperformed;
pub mod likes_given;
pub mod loan_request;
pub mod neighbour_report;
pub mod ordinary_purchase;
pub mod outpatient_visit;
pub mod praise_post;
pub mod rent_due;
pub mod rental_request;
pub mod school_entry;
pub mod train_trip;
pub mod volunteering;

use crate::{Push, Scene, Turn, detection, gates::loan};
use underheaven_base::Act;
use underheaven_society::Proposal;

/// How an act responds to what befalls people.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Responds {
    /// Not at all.
    Nothing,
    /// Cut by fear and habit where the rulebook punishes it.
    Offence,
    /// As an offence, and by silence.
    Speech,
    /// Lateness: cut by fear and habit, raised by traps.
    Payment,
    /// Raised by hope and for the points.
    Merit,
    /// Raised by likes, cut by being ignored.
    Post,
}

/// What happens when a proposal is decided: `happens` says which way.
pub type Happen = fn(&mut Scene, &Proposal, bool, Push);

/// What is fixed about an act, whatever the rulebook.
#[derive(Clone, Copy, Debug)]
pub struct ActSpec {
    /// Which.
    pub act: Act,
    /// How it responds.
    pub responds: Responds,
    /// Done online: a throttled line leaves only a share of it.
    pub online: bool,
    /// A post, which likes bring forth.
    pub is_post: bool,
    /// Needs a social-media account.
    pub needs_account: bool,
    /// What it does.
    pub happen: Happen,
}

/// What an act's response depends on, worked out once from what is fixed about it.
#[derive(Clone, Copy, Debug)]
pub struct Ready {
    /// What is fixed about it.
    pub fixed: ActSpec,
    /// A bill, rent or instalment: a lost job may make it late.
    pub falls_due: bool,
    /// Hope, points or likes may raise it.
    pub can_rise: bool,
    /// Done, it changes nobody's life unless somebody sees it or something is shut: most acts are soon forgotten.
    pub passes_by: bool,
    /// Which cuts may apply, a bit each in the order of the response's.
    pub cuts: u8,
}

impl std::ops::Deref for Ready {
    type Target = ActSpec;
    #[inline]
    fn deref(&self) -> &ActSpec {
        &self.fixed
    }
}

const fn ready(fixed: ActSpec) -> Ready {
    let act = fixed.act;
    let by_choice = matches!(fixed.responds, Responds::Offence | Responds::Speech | Responds::Payment);
    let cuts = [
        fixed.needs_account,
        fixed.online,
        fixed.is_post,
        matches!(fixed.responds, Responds::Offence),
        by_choice,
        matches!(act, Act::CriticalPost),
    ];
    let (mut bits, mut n) = (0, 0);
    while n < cuts.len() {
        bits |= (cuts[n] as u8) << n;
        n += 1;
    }
    Ready {
        falls_due: matches!(act, Act::BillDue | Act::RentDue | Act::InstalmentDue),
        can_rise: fixed.is_post || crate::response::for_show(act) || matches!(act, Act::BabyGoods),
        cuts: bits,
        passes_by: matches!(
            act,
            Act::CrossingOnRed
                | Act::DrivingViolation
                | Act::DrinkDriving
                | Act::BabyGoods
                | Act::OrdinaryPurchase
                | Act::AlcoholPurchase
                | Act::GamingEvening
                | Act::GameCheating
                | Act::ChatPost
                | Act::PraisePost
                | Act::CriticalPost
                | Act::Volunteering
                | Act::OutpatientVisit
        ),
        fixed,
    }
}

/// The common case: nothing follows but that channels may see it, which the day sees to for all acts.
pub fn seen(_: &mut Scene, _: &Proposal, _: bool, _: Push) {}

/// Something falls due: on time or late, as the proposal's luck says; the record says which, or errs.
pub fn falls_due(s: &mut Scene, p: &Proposal, late: bool, push: Push) {
    if late {
        s.turn(late_turn(p.act), 1);
    }
    detection::record(s, p.act, late, push == Push::Trap, p.ordinal);
    if p.act == Act::InstalmentDue {
        loan::instalment(s);
    }
}

/// What befalls whoever pays late.
fn late_turn(act: Act) -> Turn {
    match act {
        Act::InstalmentDue => Turn::InstalmentLate,
        Act::RentDue => Turn::RentLate,
        _ => Turn::BillLate,
    }
}

/// What is fixed about an act.
#[inline]
pub fn spec(act: Act) -> &'static Ready {
    &READY[act.index()]
}

/// All acts with what their response depends on.
static READY: [Ready; Act::COUNT] = {
    let mut all = [ready(SPECS[0]); Act::COUNT];
    let mut n = 0;
    while n < Act::COUNT {
        all[n] = ready(SPECS[n]);
        n += 1;
    }
    all
};

/// All acts in the vocabulary's order.
pub const SPECS: [ActSpec; Act::COUNT] = [
    bill_due::SPEC,
    instalment_due::SPEC,
    rent_due::SPEC,
    judgment_unperformed::SPEC,
    judgment_performed::SPEC,
    crossing_on_red::SPEC,
    driving_violation::SPEC,
    drink_driving::SPEC,
    baby_goods::SPEC,
    ordinary_purchase::SPEC,
    alcohol_purchase::SPEC,
    gaming_evening::SPEC,
    game_cheating::SPEC,
    chat_post::SPEC,
    praise_post::SPEC,
    critical_post::SPEC,
    likes_given::SPEC,
    exposing_corruption::SPEC,
    dissenting_meeting::SPEC,
    joining_organisation::SPEC,
    dating::SPEC,
    neighbour_report::SPEC,
    volunteering::SPEC,
    camera_pass::SPEC,
    displeasing::SPEC,
    train_trip::SPEC,
    flight_trip::SPEC,
    hotel_night::SPEC,
    loan_request::SPEC,
    rental_request::SPEC,
    job_request::SPEC,
    contract_request::SPEC,
    outpatient_visit::SPEC,
    hospital_admission::SPEC,
    school_entry::SPEC,
    authority_demand::SPEC,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_stand_in_the_vocabularys_order() {
        for (spec, act) in SPECS.iter().zip(Act::ALL) {
            assert_eq!(spec.act, act);
        }
    }
}
