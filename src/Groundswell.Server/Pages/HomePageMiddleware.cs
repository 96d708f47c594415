using Microsoft.AspNetCore.Http;

namespace Groundswell.Server.Pages;

/// <summary>Answers the home page before routing: on the day it matters, nearly every request is this one.</summary>
internal sealed class HomePageMiddleware(RequestDelegate next, PageRequests pages)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var isPlainHome = request.Path.Value is "/"
            && !request.QueryString.HasValue
            && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method));
        return isPlainHome && pages.TrySendReadyHome(context, out var sending) ? sending : next(context);
    }
}
