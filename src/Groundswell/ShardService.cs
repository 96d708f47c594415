using Groundswell.Catalogue;

namespace Groundswell;

/// <summary>A service with the number that the store gave it.</summary>
/// <param name="Id">Which it is.</param>
/// <param name="Number">Its number in the store.</param>
/// <param name="Category">Of the services whose rhythm it borrows while it is new.</param>
public sealed record ShardService(ServiceId Id, int Number, string Category);
