using CsCheck;
using Groundswell.Signals;

namespace Groundswell.Tests.Signals;

public sealed class ProbeBoardTests
{
    private static readonly DateTimeOffset Start = new(2025, 10, 20, 6, 0, 0, TimeSpan.Zero);
    private static readonly ProbeTarget Dynamo = ProbeTarget.Parse("aws/us-east-1/dynamodb");
    private readonly ProbeBoard _board = new();

    [Fact]
    public void A_single_failed_run_is_no_failure()
    {
        See("node", 0, null);
        See("node", 1, FailureClass.Empty);
        Assert.Equal(ProbeState.Up, Judge(1).State);

        See("node", 2, FailureClass.Empty);
        var verdict = Judge(2);
        Assert.Equal(ProbeState.Down, verdict.State);
        Assert.Equal(FailureClass.Empty, verdict.Failure);
        Assert.Equal(Start.AddMinutes(1), verdict.FailingSince);
    }

    [Fact]
    public void A_vantage_elsewhere_that_stands_alone_makes_nothing_down_and_a_second_one_does()
    {
        foreach (var minute in Enumerable.Range(0, 3))
        {
            See("stolen", minute, FailureClass.Refused);
        }

        Assert.Equal(ProbeState.Degraded, Judge(3).State);

        See("b", 3, FailureClass.Refused);
        See("b", 4, FailureClass.Refused);
        Assert.Equal(ProbeState.Down, Judge(4).State);
    }

    [Fact]
    public void What_a_vantage_said_is_forgotten_with_its_token()
    {
        foreach (var minute in Enumerable.Range(0, 3))
        {
            See("stolen", minute, FailureClass.Refused);
            See("node", minute, null);
        }

        _board.Forget(VantageId.Parse("stolen"));
        Assert.Equal((ProbeState.Up, 1), (Judge(3).State, Judge(3).Vantages));
    }

    [Fact]
    public void What_was_seen_before_the_clock_was_put_back_bars_nothing_that_is_seen_after()
    {
        See("node", 600, null);
        _board.TurnBack(Start);
        See("node", 1, FailureClass.Refused);
        See("node", 2, FailureClass.Refused);
        Assert.Equal(ProbeState.Down, Judge(2).State);
    }

    [Fact]
    public void It_is_down_only_where_more_than_half_of_the_vantages_see_it_fail()
    {
        foreach (var minute in Enumerable.Range(0, 3))
        {
            See("a", minute, FailureClass.Timeout);
            See("b", minute, null);
            See("c", minute, null);
        }

        var verdict = Judge(3);
        Assert.Equal((ProbeState.Degraded, 1, 3, 2), (verdict.State, verdict.Failing, verdict.Known, verdict.Quorum));

        See("b", 3, FailureClass.Timeout);
        See("b", 4, FailureClass.Timeout);
        Assert.Equal(ProbeState.Down, Judge(4).State);
    }

    [Fact]
    public void A_vantage_that_falls_silent_is_unknown_and_too_few_others_make_no_quorum()
    {
        foreach (var minute in Enumerable.Range(0, 3))
        {
            See("a", minute, FailureClass.Timeout);
            See("b", minute, null);
            See("c", minute, null);
        }

        foreach (var minute in Enumerable.Range(3, 10))
        {
            See("a", minute, FailureClass.Timeout);
        }

        var verdict = Judge(12);
        Assert.Equal((ProbeState.Unknown, 1, 1, 3), (verdict.State, verdict.Failing, verdict.Known, verdict.Vantages));
        Assert.Contains(verdict.Sightings, s => s is { Vantage: var v, State: ProbeState.Unknown } && v == VantageId.Parse("b"));
    }

    [Fact]
    public void A_slow_answer_makes_it_degraded_and_never_down()
    {
        See("a", 0, FailureClass.Slow);
        See("a", 1, FailureClass.Slow);
        Assert.Equal((ProbeState.Degraded, FailureClass.Slow), (Judge(1).State, Judge(1).Failure));
    }

    [Fact]
    public void What_is_old_says_nothing()
    {
        See("a", 0, null);
        See("a", 1, null);
        Assert.Equal(ProbeState.Up, Judge(3).State);
        Assert.Equal(ProbeState.Unknown, Judge(5).State);
    }

    [Fact]
    public void A_recovery_says_since_when()
    {
        See("a", 0, FailureClass.Empty);
        See("a", 1, FailureClass.Empty);
        See("a", 2, null);
        Assert.Equal(Start.AddMinutes(2), Judge(2).WellSince);
        Assert.Null(Judge(2).FailingSince);
    }

    [Fact]
    public void What_a_vantage_does_not_stand_by_changes_nothing()
    {
        See("a", 0, null);
        foreach (var minute in Enumerable.Range(1, 3))
        {
            Assert.Null(_board.Apply(Result("a", minute, FailureClass.Timeout) with { IsUnjudged = true }));
        }

        Assert.Equal(ProbeState.Up, Judge(2).State);
    }

    [Fact]
    public void Only_changes_are_told()
    {
        Assert.NotNull(See("a", 0, null));
        Assert.Null(See("a", 1, null));
        Assert.Null(See("a", 2, FailureClass.Empty));
        Assert.Equal(ProbeState.Down, See("a", 3, FailureClass.Empty)?.State);
        Assert.Null(See("a", 1, null));
        Assert.Equal(ProbeState.Up, See("a", 4, null)?.State);
    }

    [Fact]
    public void Results_that_come_late_change_nothing() =>
        Gen.Int[0, 20].Array[1, 30].Sample(minutes =>
        {
            var (ordered, shuffled) = (new ProbeBoard(), new ProbeBoard());
            var results = minutes.Select(m => Result("a", m, m % 3 == 0 ? FailureClass.Reset : null)).ToList();
            results.ForEach(r => shuffled.Apply(r));
            var highest = int.MinValue;
            foreach (var (result, minute) in results.Zip(minutes))
            {
                if (minute > highest)
                {
                    ordered.Apply(result);
                    highest = minute;
                }
            }

            Assert.Equivalent(ordered.Judge(Dynamo, Start.AddMinutes(21)), shuffled.Judge(Dynamo, Start.AddMinutes(21)));
        });

    /// <summary>Steps of a life: who saw what when; and at what time, mostly later, the board is asked then.</summary>
    [Fact]
    public void Asked_at_any_times_it_says_what_a_board_says_that_was_never_asked_before() =>
        Gen.Select(Gen.Int[0, 2], Gen.Bool, Gen.Int[0, 3], Gen.Int[-3, 90], Gen.Int[0, 9]).Array[1, 40].Sample(steps =>
        {
            var (asked, minute) = (new ProbeBoard(), 0);
            var results = new List<ProbeResult>();
            HashSet<VantageId> blind = [];
            foreach (var (vantage, failed, forward, ask, what) in steps)
            {
                minute += forward;
                if (what == 0)
                {
                    asked.Blind = blind = new HashSet<VantageId>(blind.Count > 0 ? [] : [VantageId.Parse("b")]);
                }
                else if (what < 6)
                {
                    results.Add(Result("abc"[vantage].ToString(), minute, failed ? FailureClass.Reset : null) with { Probe = what % 2 == 0 ? "dns" : "http" });
                    asked.Apply(results[^1]);
                }

                var anew = new ProbeBoard { Blind = blind };
                results.ForEach(r => anew.Apply(r));
                foreach (var at in new[] { minute, minute + ask })
                {
                    Assert.Equivalent(anew.Judge(Dynamo, Start.AddMinutes(at)), asked.Judge(Dynamo, Start.AddMinutes(at)), strict: true);
                }
            }
        });

    [Fact]
    public void Sightings_are_listed_by_vantage_and_probe_whoever_came_first()
    {
        foreach (var (vantage, probe) in new[] { ("c", "dns"), ("a", "http"), ("b", "dns"), ("a", "dns") })
        {
            _board.Apply(Result(vantage, 0, null) with { Probe = probe });
        }

        Assert.Equal(["a dns", "a http", "b dns", "c dns"], Judge(0).Sightings.Select(s => $"{s.Vantage} {s.Probe}"));
    }

    [Fact]
    public void Probes_that_left_the_plan_are_forgotten()
    {
        See("a", 0, FailureClass.Empty);
        _board.Keep((_, _) => false);
        Assert.Null(_board.Judge(Dynamo, Start));
    }

    private static ProbeResult Result(string vantage, int minute, FailureClass? failure) => new()
    {
        Target = Dynamo,
        Probe = "dns",
        Vantage = VantageId.Parse(vantage),
        At = Start.AddMinutes(minute),
        Elapsed = TimeSpan.FromMilliseconds(12),
        Failure = failure,
    };

    private ProbeSighting? See(string vantage, int minute, FailureClass? failure) => _board.Apply(Result(vantage, minute, failure));

    private ProbeVerdict Judge(int minute) => _board.Judge(Dynamo, Start.AddMinutes(minute))!;
}
