using Groundswell.Publication;

namespace Groundswell.Server.Pages;

/// <summary>Services of one category, by name.</summary>
internal sealed record HomeGroup(string Category, string Label, IReadOnlyList<ServiceSummary> Services);
