using CsCheck;
using Groundswell.Attribution;

namespace Groundswell.Tests.Attribution;

/// <summary>Components 0 ← 1 and 0 ← service 0, 1 ← service 1; services 2 and 3 as tests add them.</summary>
public sealed class ForecastTests
{
    private const double Weight = 0.8;
    private const double Lag = 8;

    private static readonly AttributionOptions Options = new();

    [Fact]
    public void Right_after_the_onset_a_dependent_is_expected_with_its_weight_around_its_usual_lag()
    {
        var expected = Single(Run(minutesAgo: 0), service: 0);
        Assert.Equal(Weight, expected.Probability, 3);
        Assert.InRange((expected.Earliest + expected.Latest) / 2, Lag, 1.6 * (Lag + Options.ReportingDelay));
        Assert.True(expected.Earliest < Lag && Lag < expected.Latest);
    }

    [Fact]
    public void The_longer_it_stays_up_the_less_it_is_expected_until_it_is_not_at_all()
    {
        var first = Single(Run(minutesAgo: 5), service: 0);
        var later = Single(Run(minutesAgo: 12), service: 0);
        Assert.True(first.Probability > later.Probability);
        Assert.DoesNotContain(Run(minutesAgo: 60), e => e is { IsService: true, Index: 0 });
    }

    [Fact]
    public void A_mild_failure_takes_down_less() =>
        Assert.Equal(0.5 * Weight, Single(Run(minutesAgo: 0, severity: 0.5), service: 0).Probability, 3);

    [Fact]
    public void What_stands_on_something_that_is_up_yet_comes_later_and_by_way_of_it()
    {
        var direct = Single(Run(minutesAgo: 0), service: 0);
        var behind = Single(Run(minutesAgo: 0), service: 1);
        Assert.Equal((0, 1), (direct.Via, behind.Via));
        Assert.True(behind.Probability < direct.Probability && behind.Latest > direct.Latest);
        Assert.Contains(Run(minutesAgo: 0), e => e is { IsService: false, Index: 1, Via: 0 });
    }

    [Fact]
    public void What_hardly_depends_on_it_is_not_expected()
    {
        var graph = Graph(b => b.AddServiceEdge(0, 2, 0.2, Lag));
        Assert.DoesNotContain(new Forecast(graph, Options).Run([new FailingSource(0, 0, 1)]), e => e is { IsService: true, Index: 2 });
    }

    [Fact]
    public void A_group_counts_only_once_enough_of_its_members_fail()
    {
        var graph = Graph(b => b.AddServiceEdge(b.AddGroup(2, [0, 2]), 3, 0.9, Lag));
        Assert.DoesNotContain(new Forecast(graph, Options).Run([new FailingSource(0, 30, 1)]), e => e is { IsService: true, Index: 3 });

        // It fails when the last one needed does: of 30 and 1 minutes ago the latter.
        var expected = Single(new Forecast(graph, Options).Run([new FailingSource(0, 30, 1), new FailingSource(2, 1, 1)]), service: 3);
        Assert.Equal(2, expected.Via);
        Assert.InRange(expected.Probability, 0.85, 0.9);
    }

    [Fact]
    public void Whatever_fails_whenever_all_chances_are_chances_and_all_intervals_lie_ahead() =>
        Gen.Select(Gen.Double[0, 300], Gen.Double[0, 1], Gen.Double[0.01, 1], Gen.Double[0.1, 200]).Sample((ago, severity, weight, lag) =>
        {
            var graph = Graph(b => b.AddServiceEdge(0, 2, weight, lag));
            Assert.All(new Forecast(graph, Options).Run([new FailingSource(0, ago, severity)]), e =>
            {
                Assert.InRange(e.Probability, Forecast.LeastProbability, 1);
                Assert.True(e.Earliest >= 0 && e.Latest > e.Earliest && double.IsFinite(e.Latest));
            });
        });

    private static IReadOnlyList<ExpectedFailure> Run(double minutesAgo, double severity = 1) =>
        new Forecast(Graph(_ => { }), Options).Run([new FailingSource(0, minutesAgo, severity)]);

    private static ExpectedFailure Single(IReadOnlyList<ExpectedFailure> expected, int service) => Assert.Single(expected, e => e.IsService && e.Index == service);

    private static AttributionGraph Graph(Action<AttributionGraphBuilder> more)
    {
        var builder = new AttributionGraphBuilder(3, 4);
        builder.AddComponentEdge(0, 1, 0.9, 10);
        builder.AddServiceEdge(0, 0, Weight, Lag);
        builder.AddServiceEdge(1, 1, Weight, Lag);
        more(builder);
        return builder.Build();
    }
}
