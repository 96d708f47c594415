using Groundswell.Publication;

namespace Groundswell.Server.Pages;

/// <summary>What every page is drawn from.</summary>
/// <param name="Snapshot">What is public.</param>
/// <param name="IsStale">The snapshot is too old to be shown without saying so.</param>
/// <param name="SiteName">Name of the site.</param>
/// <param name="Assets">Addresses of style sheet and script.</param>
public sealed record PageFrame(PublicSnapshot Snapshot, bool IsStale, string SiteName, AssetNames Assets);
