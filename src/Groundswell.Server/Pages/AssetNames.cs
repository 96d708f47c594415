namespace Groundswell.Server.Pages;

/// <summary>Addresses of what the front end's build made; they change with the content.</summary>
/// <param name="Style">Path of the style sheet.</param>
/// <param name="Script">Path of the script's entry.</param>
public sealed record AssetNames(string Style, string Script);
