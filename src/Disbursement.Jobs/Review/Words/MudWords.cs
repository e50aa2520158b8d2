using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Disbursement.Jobs.Review.Words;

/// <summary>The few words that MudBlazor brings along, such as the name of a closing button.</summary>
internal sealed class MudWords(IHttpContextAccessor context) : MudLocalizer
{
    private readonly bool _isChinese = Spoken.IsChinese(context.HttpContext);

    public override LocalizedString this[string key] => Text.Mud.TryGetValue(key, out Word word) ? new LocalizedString(key, word.Say(_isChinese)) : new LocalizedString(key, key, resourceNotFound: true);
}
