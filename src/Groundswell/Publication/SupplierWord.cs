using Groundswell.Signals;

namespace Groundswell.Publication;

/// <summary>What the status page of a service's own supplier says of it.</summary>
/// <param name="Provider">Slug of the supplier.</param>
/// <param name="State">How bad it says it is.</param>
/// <param name="Since">Since when it says just that, by the page's own time.</param>
public sealed record SupplierWord(string Provider, NoticeState State, DateTimeOffset Since);
