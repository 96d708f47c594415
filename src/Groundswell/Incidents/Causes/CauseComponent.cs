namespace Groundswell.Incidents.Causes;

/// <summary>A component that fails, or failed, in an incident.</summary>
/// <param name="Failing">What it was held to be at first.</param>
/// <param name="OnItsOwn">What took it down works again, and it goes on failing.</param>
/// <param name="RecoveredAt">When it worked again; null while it fails.</param>
public sealed record CauseComponent(FailingComponent Failing, bool OnItsOwn, DateTimeOffset? RecoveredAt);
