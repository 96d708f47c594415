using Groundswell.Incidents;
using Groundswell.Incidents.Causes;

namespace Groundswell.Server.Hosting;

/// <summary>What happened in a tick, as it is stored; mostly nothing.</summary>
/// <param name="Services">To incidents of single services.</param>
/// <param name="Causes">To incidents with a shared cause.</param>
public sealed record NodeTick(IReadOnlyList<IncidentEntry> Services, IReadOnlyList<CauseEntry> Causes);
