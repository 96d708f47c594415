using Groundswell.Incidents.Causes;

namespace Groundswell.Scenarios.Watching;

/// <summary>Causes that must not be published, or for so long only.</summary>
/// <param name="expectation">What is expected.</param>
/// <param name="span">When.</param>
/// <param name="above">With a higher probability than this.</param>
/// <param name="atMost">For longer than this in all.</param>
/// <param name="isWrong">Whether it is such a cause.</param>
/// <param name="inWaves">A wave is not to be said to come through one of them either.</param>
internal sealed class BudgetWatch(
    ScenarioExpectation expectation, ScenarioSpan span, double above, TimeSpan atMost, Func<CauseName, bool> isWrong, bool inWaves = false)
    : ReaderWatch(expectation, null)
{
    private readonly Spells _wrong = new();
    private bool _looked;

    public override void Look(ReaderView view)
    {
        if (!span.Contains(view.At))
        {
            return;
        }

        _looked = true;
        if (view.Causes.FirstOrDefault(c => c.Probability > above && isWrong(c.Cause)) is { } wrong)
        {
            _wrong.Add(view.At, view.Weight, wrong.Cause.ToString(), Watches.Word(wrong));
        }
        else if (inWaves && view.Causes.Where(c => c.Probability > above).SelectMany(c => c.Waves).FirstOrDefault(w => w.Component is { } through && isWrong(new CauseName(through))) is { } wave)
        {
            var through = $"wave {wave.Number} through {wave.Component}";
            _wrong.Add(view.At, view.Weight, through, through);
        }
    }

    public override ScenarioResult Judge() => _looked
        ? Result(_wrong.Total <= atMost, _wrong.Total == TimeSpan.Zero ? "never" : $"for {Spells.Minutes(_wrong.Total)}, {_wrong.Describe()}")
        : Result(false, "nobody looked in this time");
}
