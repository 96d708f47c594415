using System.Text;
using System.Text.Json;
using Groundswell.Catalogue;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Groundswell.Server.Ingest;

/// <summary><c>GET /embed/{service}.js?key=…</c>: the form of one service as a script for pages of the sites in <c>ingest.embeds</c>.</summary>
internal sealed class EmbedEndpoint(IngestOptions options, CurrentCatalogue catalogue)
{
    private const string Mark = "/*facts*/";

    private static readonly string Script = ReadScript();

    public async Task HandleAsync(HttpContext context)
    {
        var key = context.Request.Query[CrossSiteGuard.KeyName].ToString();
        if (!options.Embeds.Any(site => site.Key == key))
        {
            await Problem.WriteAsync(context, StatusCodes.Status404NotFound, "not-found", "Not found", "key: no site in ingest.embeds has it.");
            return;
        }

        var slug = context.GetRouteValue("service") as string ?? "";
        if (!ServiceId.TryParse(slug, null, out var id) || !catalogue.Value.Services.TryGetValue(id, out var service))
        {
            await Problem.WriteAsync(context, StatusCodes.Status404NotFound, "not-found", "Not found", $"No service '{Slug.Excerpt(slug)}' is in the catalogue.");
            return;
        }

        var text = Encoding.UTF8.GetBytes(Script.Replace(Mark, WriteFacts(service, key), StringComparison.Ordinal));
        var headers = context.Response.Headers;
        headers.ContentType = "text/javascript; charset=utf-8";
        headers.CacheControl = "public, max-age=300";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        headers.ContentLength = text.Length;
        await context.Response.Body.WriteAsync(text, context.RequestAborted);
    }

    // The default encoder leaves nothing that would end a script or a string.
    private string WriteFacts(Service service, string key) => $$"""
        {node:new URL(document.currentScript.src).origin,key:{{JsonSerializer.Serialize(key)}},service:{{JsonSerializer.Serialize(service.Id.ToString())}},name:{{JsonSerializer.Serialize(service.Name)}},symptoms:{{JsonSerializer.Serialize(service.Symptoms.Select(s => new[] { s.ToString(), catalogue.Value.Symptoms.TryGetValue(s, out var symptom) ? symptom.Label : s.ToString() }))}}}
        """;

    private static string ReadScript()
    {
        using var reader = new StreamReader(typeof(EmbedEndpoint).Assembly.GetManifestResourceStream("embed.js")!);
        return reader.ReadToEnd();
    }
}
