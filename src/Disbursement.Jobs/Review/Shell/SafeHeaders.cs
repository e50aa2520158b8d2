using Microsoft.AspNetCore.Builder;

namespace Disbursement.Jobs.Review.Shell;

/// <summary>Headers that let a page load nothing but what this service serves, and stand in no other site's frame.</summary>
internal static class SafeHeaders
{
    public static HeaderPolicyCollection Of() => new HeaderPolicyCollection()
        .AddFrameOptionsDeny()
        .AddContentTypeOptionsNoSniff()
        .AddReferrerPolicySameOrigin()
        .AddStrictTransportSecurityMaxAge()
        .AddCrossOriginOpenerPolicy(policy => policy.SameOrigin())
        .AddCrossOriginEmbedderPolicy(policy => policy.RequireCorp())
        .AddCrossOriginResourcePolicy(policy => policy.SameOrigin())
        .AddPermissionsPolicyWithDefaultSecureDirectives()
        .RemoveServerHeader()
        .AddContentSecurityPolicy(content =>
        {
            content.AddDefaultSrc().None();
            content.AddScriptSrc().Self();
            content.AddStyleSrcElem().Self();
            // MudBlazor places its parts by style attributes; a style element, like a script, comes from a file alone.
            content.AddStyleSrcAttr().UnsafeInline();
            content.AddImgSrc().Self().Data();
            content.AddFontSrc().Self();
            content.AddConnectSrc().Self();
            content.AddFormAction().Self();
            content.AddBaseUri().Self();
            content.AddFrameAncestors().None();
            content.AddObjectSrc().None();
        });
}
