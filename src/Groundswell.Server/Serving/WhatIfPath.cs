using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Groundswell.Server.Serving;

/// <summary>Addresses of switch-offs: the parts of the id are parts of the path.</summary>
internal static class WhatIfPath
{
    public const string Prefix = "/what-if/";

    private static readonly string[] Parts = ["provider", "region", "name"];

    /// <summary>The id that the route's values <c>provider</c>, <c>region</c> and <c>name</c> make up.</summary>
    public static string IdOf(HttpContext context) =>
        string.Join('/', Parts.Select(p => context.GetRouteValue(p) as string).OfType<string>());
}
