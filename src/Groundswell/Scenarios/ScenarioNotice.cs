using Groundswell.Catalogue;
using Groundswell.Signals;

namespace Groundswell.Scenarios;

/// <summary>Something that a supplier's page says.</summary>
/// <param name="Component">Of which component.</param>
/// <param name="At">When.</param>
/// <param name="State">What it says; operational where it calls the trouble over.</param>
/// <param name="Text">Its words.</param>
/// <param name="Incident">The page's own incident, so that later words belong to earlier ones.</param>
public sealed record ScenarioNotice(ComponentId Component, DateTimeOffset At, NoticeState State, string Text, string Incident);
