using Groundswell.Catalogue;

namespace Groundswell.Bench.Lives;

/// <summary>A component of a made-up world.</summary>
/// <param name="Id">As the catalogue names it.</param>
/// <param name="Code">Its kind in the world's own terms, such as <c>dbdns</c>.</param>
/// <param name="Kind">Its kind in the catalogue's terms.</param>
/// <param name="Prior">Relative to others, how often it fails by itself.</param>
/// <param name="IsRegional">It belongs to one region of a cloud.</param>
/// <param name="Passes">What fails by it looks as it does; else like an application's failure.</param>
internal sealed record LifeComponent(ComponentId Id, string Code, ComponentKind Kind, double Prior, bool IsRegional, string? Passes);
