using Groundswell.Catalogue;

namespace Groundswell.Detection;

/// <summary>A rise that many services share, by about the same factor: more people, not an outage.</summary>
/// <param name="Scope">What rises together.</param>
/// <param name="Category">Slug of the category; empty where it is not one's.</param>
/// <param name="Country">The country; unknown where it is not one's.</param>
/// <param name="Supplier">Slug of the supplier; empty where it is not one's.</param>
/// <param name="Factor">Reports over the usual, of all of them; about.</param>
/// <param name="Since">About when it began.</param>
public sealed record Surge(SurgeScope Scope, string Category, RegionId Country, string Supplier, double Factor, DateTimeOffset Since);
