using System.Globalization;
using Groundswell.Catalogue;

namespace Groundswell.Scenarios.Watching;

/// <summary>What must hold in a share of a span.</summary>
/// <param name="expectation">What is expected.</param>
/// <param name="service">Of which service; null where it is about none.</param>
/// <param name="span">When.</param>
/// <param name="share">In how much of it.</param>
/// <param name="read">What a reader sees: whether it is as expected, what it is, and the same in full.</param>
internal sealed class ShareWatch(
    ScenarioExpectation expectation, ServiceId? service, ScenarioSpan span, double share, Func<ReaderView, (bool Met, string Kind, string Seen)> read)
    : ReaderWatch(expectation, service)
{
    private const double Rounding = 1e-9;

    private readonly Spells _wrong = new();
    private TimeSpan _all;

    public override void Look(ReaderView view)
    {
        if (!span.Contains(view.At))
        {
            return;
        }

        _all += view.Weight;
        var (met, kind, seen) = read(view);
        if (!met)
        {
            _wrong.Add(view.At, view.Weight, kind, seen);
        }
    }

    public override ScenarioResult Judge()
    {
        if (_all == TimeSpan.Zero)
        {
            return Result(false, "nobody looked in this time");
        }

        // Cut, not rounded: what was not so all the time must not read as 100 %.
        var held = 1 - (_wrong.Total / _all);
        var percent = string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(1000 * held + Rounding) / 10:0.#} % of {Spells.Minutes(_all)}");
        return Result(held >= share - Rounding, _wrong.Total == TimeSpan.Zero ? percent : $"{percent}; not so {_wrong.Describe()}");
    }
}
