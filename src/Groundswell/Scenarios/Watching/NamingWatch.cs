using System.Globalization;

namespace Groundswell.Scenarios.Watching;

/// <summary>When the largest incident was first published under its cause, and what it was published under last.</summary>
internal sealed class NamingWatch(ScenarioExpectation.CauseNamed expectation, Scenario scenario) : ReaderWatch(expectation, null)
{
    private readonly DateTimeOffset _from = Begin(expectation, scenario);
    private DateTimeOffset? _named;
    private string _last = "none";
    private bool _isRight;

    public override void Look(ReaderView view)
    {
        if (view.Largest is not { } largest)
        {
            return;
        }

        _last = Watches.Word(largest);
        _isRight = expectation.Names.Any(c => c.Matches(largest.Cause));
        if (_isRight && view.At >= _from && largest.Probability >= expectation.Probability)
        {
            _named ??= view.At;
        }
    }

    public override ScenarioResult Judge()
    {
        var delay = _named - _from;
        return Result(
            _isRight && delay <= expectation.Within,
            delay is { } d ? string.Create(CultureInfo.InvariantCulture, $"named after {d:c}{(_isRight ? "" : $", and not at the end: {_last}")}") : $"never named so; last named: {_last}",
            delay);
    }

    private static DateTimeOffset Begin(ScenarioExpectation.CauseNamed expectation, Scenario scenario)
    {
        var failures = scenario.Failures.Where(f => f.Target.Component is { } c && expectation.Names.Any(e => e.Covers(c))).Select(f => f.From).ToList();
        return failures.Concat(scenario.Outages.Where(_ => failures.Count == 0).Select(o => o.From)).Order().FirstOrDefault(scenario.Start);
    }
}
