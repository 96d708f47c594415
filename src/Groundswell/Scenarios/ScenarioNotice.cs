using Groundswell.Incidents.Causes;
using Groundswell.Signals;

namespace Groundswell.Scenarios;

/// <summary>Something that a supplier's page says.</summary>
/// <param name="Of">Of which component; of a provider or a region where it names none.</param>
/// <param name="At">When.</param>
/// <param name="State">What it says; operational where it calls the trouble over.</param>
/// <param name="Text">Its words.</param>
/// <param name="Incident">The page's own incident, so that later words belong to earlier ones.</param>
public sealed record ScenarioNotice(CauseName Of, DateTimeOffset At, NoticeState State, string Text, string Incident);
