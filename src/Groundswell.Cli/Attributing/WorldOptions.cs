using Groundswell.Attribution;

namespace Groundswell.Cli.Attributing;

/// <summary>How recorded cases are looked at.</summary>
internal static class WorldOptions
{
    public static AttributionOptions Default { get; } = new();
}
