namespace Groundswell.Concentration;

/// <summary>One link of a supply chain.</summary>
/// <param name="Provider">Who supplies.</param>
/// <param name="Recipient">The provider who is supplied, or null for the service itself.</param>
/// <param name="Rank">1 for who supplies the service, 2 for who supplies him, and so on.</param>
internal sealed record SupplyLink(string Provider, string? Recipient, int Rank);
