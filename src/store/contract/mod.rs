//! One story about the store, told to each database. A backend implements [`Backend`] and runs all of it by one line,
//! `contract!(MyBackend);`. A test that is missing in the list below is dead code, and the compiler says so.

pub(crate) mod attempts;
pub(crate) mod case_files;
pub(crate) mod console;
pub(crate) mod events;
pub(crate) mod figures;
pub(crate) mod forgetting;
pub(crate) mod lists;
pub(crate) mod lives;
pub(crate) mod outbox;
pub(crate) mod people;
pub(crate) mod races;
pub(crate) mod samples;
pub(crate) mod sessions;
pub(crate) mod shared;
pub(crate) mod sites;
pub(crate) mod subjects;
pub(crate) mod trail;
pub(crate) mod zoom;

use crate::store::Store;
use std::sync::Arc;

/// A database for one test.
pub(crate) trait Backend {
    /// A new and empty one.
    fn fresh() -> Self;
    fn store(&self) -> Arc<dyn Store>;
}

/// Runs the whole suite against one backend.
macro_rules! contract {
    ($backend:ty) => {
        $crate::store::contract::contract! { @ $backend, sessions:
            every_state_and_field_reads_back
            every_reason_to_end_reads_back
            an_unknown_session_is_none
            an_id_is_taken_once
            a_refusal_writes_nothing
            a_failed_change_writes_nothing_at_all
            a_decision_that_panics_changes_nothing_and_stops_nobody
            an_older_version_cannot_be_saved
            a_session_nobody_saved_cannot_be_changed
            holders_are_the_live_sessions_with_that_pin
            the_named_session_comes_first
            an_unknown_named_session_leaves_only_the_holders
            overdue_sessions_come_earliest_first_up_to_the_limit
            contested_pins_are_those_of_two_live_sessions
            live_sessions_are_counted
            a_seat_given_up_is_taken_again
            five_seats_are_all_whatever_a_decision_says
            open_invites_are_found_by_whom_they_are_for
        }
        $crate::store::contract::contract! { @ $backend, lives:
            random_lives_read_back_at_every_step
        }
        $crate::store::contract::contract! { @ $backend, races:
            two_hundred_joins_on_one_pin_fill_five_seats
            fifty_who_accept_at_once_never_exceed_five_seats
            fifty_who_watch_at_once_are_two
            a_single_use_pin_lets_one_of_many_in
            fifty_parallel_tries_stay_within_the_budget
            of_many_who_take_a_setting_one_gets_it
            of_many_starts_with_one_assertion_one_happens
            parallel_entries_make_one_chain
        }
        $crate::store::contract::contract! { @ $backend, lists:
            pages_go_from_the_newest_to_the_oldest
            a_list_can_be_of_some_states
            a_list_can_be_of_one_agent
            a_list_can_be_of_a_time
            text_finds_names_and_whole_pins
            admissions_come_with_their_sessions
        }
        $crate::store::contract::contract! { @ $backend, console:
            the_history_has_three_orders_and_each_goes_both_ways
            the_history_is_searched_by_everything_at_once
            live_sessions_come_with_their_agents_and_the_rest_does_not
            a_view_is_its_persons_and_has_one_name
        }
        $crate::store::contract::contract! { @ $backend, figures:
            nothing_is_counted_of_nothing
            every_session_has_one_fate
            waits_and_lengths_are_of_those_who_were_helped
            figures_can_be_of_one_site
            an_agents_seats_are_counted_together
        }
        $crate::store::contract::contract! { @ $backend, shared:
            a_joined_session_reads_back_with_everybody_in_it
            a_session_nobody_joined_is_not_there_and_its_end_is_not_told
            whoever_joins_twice_left_in_between
            an_end_closes_every_join_and_is_told_once
            a_clock_that_was_set_back_harms_nothing
            shared_sessions_are_paged_by_start_or_end
            live_ones_are_found_by_their_pin
            joins_are_paged_in_their_order
        }
        $crate::store::contract::contract! { @ $backend, outbox:
            news_are_due_at_once_and_in_order_at_each_endpoint
            a_delivered_one_goes_and_a_failed_one_waits
            a_refused_change_tells_nothing
            what_was_given_up_is_counted_until_its_session_is_forgotten
        }
        $crate::store::contract::contract! { @ $backend, events:
            what_is_told_is_numbered_without_gaps
            a_change_that_is_not_saved_is_not_told
            each_endpoint_is_told_what_it_asked_for_from_then_on
            an_endpoint_reads_back_and_is_saved_over_what_was_seen
            an_attempt_moves_its_delivery_and_is_logged
            a_test_is_logged_and_says_nothing_of_the_health
            an_endpoint_that_took_nothing_for_days_is_given_up_once
            a_replay_tells_everything_after_a_number_once_more
            the_head_of_the_trail_is_told_once_an_hour
            customers_are_named_until_they_are_forgotten
            old_events_and_attempts_go_and_numbers_go_on
        }
        $crate::store::contract::contract! { @ $backend, zoom:
            an_event_is_kept_once_with_what_it_does
            what_cannot_be_saved_leaves_no_event_behind
            a_decision_sees_what_an_event_may_be_about
            one_of_ours_is_one_of_zooms_at_a_time
            unmatched_ones_come_first_and_matches_are_found
            a_difference_begins_and_ends_once
            who_was_in_a_session_is_forgotten_with_ours_or_in_its_time
            the_same_user_id_at_another_site_is_another_customer
            what_only_one_customer_can_be_is_theirs
        }
        $crate::store::contract::contract! { @ $backend, trail:
            entries_are_numbered_and_chained
            a_session_has_its_own_timeline
            a_change_and_its_entries_are_one
            an_empty_trail_is_whole
            a_long_trail_is_whole
            a_trail_has_to_contain_the_head_that_is_known
            entries_are_found_by_who_what_and_when
            entries_are_found_by_the_site_of_their_session_and_by_the_site_itself
        }
        $crate::store::contract::contract! { @ $backend, forgetting:
            customers_of_long_ended_sessions_are_forgotten
            addresses_in_the_trail_are_forgotten_and_it_stays_whole
        }
        $crate::store::contract::contract! { @ $backend, subjects:
            a_customer_is_found_by_id_session_and_name
            everything_held_is_handed_out_but_secrets
            what_agents_said_and_kept_about_a_customer_is_handed_out_and_goes
            a_customer_with_a_live_session_is_not_erased
            an_erased_customer_is_nobody_and_others_stay
            settings_change_with_their_entry
            what_is_to_be_forgotten_is_counted
        }
        $crate::store::contract::contract! { @ $backend, case_files:
            a_note_is_saved_over_the_version_before
            ticket_and_outcome_stay_when_the_session_goes_on
            notes_and_ticket_are_forgotten_with_the_customer
            those_who_wait_come_by_their_pins_age
        }
        $crate::store::contract::contract! { @ $backend, attempts:
            the_judge_sees_earlier_attempts_of_the_account
            who_has_to_wait_is_not_counted
            success_takes_a_failure_back
            addresses_are_counted_within_their_window
            the_deployment_has_counts_of_its_own
            kinds_do_not_mix
        }
        $crate::store::contract::contract! { @ $backend, sites:
            a_site_reads_back_with_everything
            a_slug_and_an_origin_are_taken_once
            a_site_is_saved_over_the_version_that_was_seen
            a_session_knows_its_site
            an_assertion_starts_one_session
            an_assertion_is_remembered_longer_than_it_is_good
        }
        $crate::store::contract::contract! { @ $backend, people:
            a_person_reads_back
            a_login_is_taken_whatever_its_case
            people_are_listed_by_name
            changes_end_the_web_sessions_they_should
            a_change_of_nobody_is_false
            a_web_session_lives_until_it_is_deleted
            a_token_is_taken_once
            a_touch_moves_forward_only
            stale_web_sessions_go
            an_identity_is_one_persons
            a_link_for_a_password_works_once
            a_sign_on_comes_back_once
            an_api_key_is_good_until_it_is_revoked
            a_setting_is_put_and_taken
            a_probe_succeeds_until_it_is_closed
        }
    };
    (@ $backend:ty, $module:ident: $($test:ident)+) => {
        mod $module {
            use super::*;
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $test() {
                    let backend = <$backend as $crate::store::contract::Backend>::fresh();
                    $crate::store::contract::$module::$test($crate::store::contract::Backend::store(&backend)).await;
                }
            )+
        }
    };
}
pub(crate) use contract;
