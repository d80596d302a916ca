import type { ReactElement } from 'react';
import { Carried, FaultSummary } from '../../../public/forms.tsx';
import { Icon } from '../../../public/Icon.tsx';
import { PublicPage } from '../../../public/PublicPage.tsx';
import { useTexts } from '../../../public/site.ts';
import { frameTexts } from '../../../public/text.ts';
import { reportTexts } from '../text/report.ts';
import type { ReportModel } from './model.ts';
import { OutboxPlace } from './OutboxPlace.tsx';
import { Question } from './Question.tsx';
import { KindStep, PhotoStep, PlaceStep, WordsStep } from './steps.tsx';
import { useScriptTexts } from './script-texts.ts';

/** 反映一个问题: photo, place, kind, words, send, on one page; every step works without scripts. */
export function ReportPage({ model }: { readonly model: ReportModel }): ReactElement {
  const t = useTexts(reportTexts);
  const frame = useTexts(frameTexts);
  const { faults, filled } = model;
  const faultOf = (step: string) => faults.find((fault) => fault.field === step);
  const isFilled = faults.length > 0 || filled.kept.length > 0;
  return (
    <PublicPage section="/report" bare back={{ href: '/', label: frame('home') }}>
      <h1>{t('title')}</h1>
      {faults.length > 0 ? <FaultSummary faults={faults} /> : <Danger />}
      <OutboxPlace />
      <form
        id="report"
        action="/report"
        method="post"
        encType="multipart/form-data"
        data-texts={useScriptTexts()}
        data-filled={isFilled ? 'yes' : undefined}
      >
        <template id="sign">
          <Icon name="alert" />
        </template>
        <Carried values={{ ticket: model.ticket, kept: filled.kept }} />
        <input type="hidden" name="work" value="" />
        <PhotoStep kept={filled.kept} previews={model.previews} refused={model.refusedPhotos} fault={faultOf('photos')} />
        <PlaceStep filled={filled} streets={model.streets} fault={faultOf('place')} />
        <KindStep model={model} fault={faultOf('kind')} />
        <div id="rest">
          <WordsStep words={filled.words} fault={faultOf('say')} />
          <div className="trap" aria-hidden="true">
            <label htmlFor="homepage">homepage</label>
            <input id="homepage" name="homepage" tabIndex={-1} autoComplete="off" />
          </div>
          <noscript>
            <Question sum={model.sum} number={5} />
          </noscript>
          <div className="act">
            <button className="btn main big" id="send" type="submit">
              <span className="vh">{t('fifth')}</span>
              {t('send')}
            </button>
            <p className="small" id="send-status" role="status">
              {t('free')}
            </p>
          </div>
        </div>
      </form>
    </PublicPage>
  );
}

function Danger(): ReactElement {
  const t = useTexts(reportTexts);
  return (
    <p id="danger">
      {t('danger')} <a href="tel:110">110</a> {t('or')} <a href="tel:119">119</a>
      {t('stop')}
    </p>
  );
}
