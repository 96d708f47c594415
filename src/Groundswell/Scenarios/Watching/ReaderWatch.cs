using Groundswell.Catalogue;

namespace Groundswell.Scenarios.Watching;

/// <summary>Follows one expectation of what a reader sees, look by look: a day's snapshots are too many to be kept.</summary>
internal abstract class ReaderWatch(ScenarioExpectation expectation, ServiceId? service)
{
    public abstract void Look(ReaderView view);

    public abstract ScenarioResult Judge();

    protected ScenarioResult Result(bool met, string reason, TimeSpan? delay = null) => new(expectation, service, met, delay, reason);
}
